/** Every kind of column that some source has in some profile, and what the rules say of its values. */
import { expectationOf, readings } from '../../conformance/engine/expectation.js';
import type { ExpectedColumn, Expectation } from '../../conformance/engine/expectation.js';
import type { TableRule } from '../../conformance/engine/define-rule.js';
import { severityOf } from '../../conformance/engine/severity.js';
import { tableRules } from '../../conformance/rules/table/index.js';
import { profiles } from '../../specs/profiles/index.js';
import { sources } from '../../specs/sources/index.js';

export interface Subject {
  readonly expectation: Expectation;
  readonly column: ExpectedColumn;
}

/** One subject for every different kind of column. */
export const subjects = [
  ...new Map(
    profiles
      .flatMap((profile) =>
        sources.flatMap((source) =>
          readings(source, profile).map((variant) => expectationOf(source, profile, variant)),
        ),
      )
      .flatMap((expectation) => expectation.columns.map((column): Subject => ({ expectation, column })))
      .map((subject) => [kindOf(subject), subject]),
  ).values(),
];

function kindOf({ expectation, column }: Subject): string {
  const { name: _name, description: _description, example: _example, ...field } = column.field;
  const { type, format, required, maxLength, zeroIsNull } = column;
  return JSON.stringify([
    expectation.profile.id,
    expectation.nullWord,
    field,
    type,
    format,
    required,
    maxLength,
    zeroIsNull,
  ]);
}

/** Severities of all rules that object to the text, in the order of the chain. */
export function objections(
  { expectation, column }: Subject,
  text: string,
  rules: readonly TableRule[] = tableRules,
): string[] {
  return rules.flatMap((rule) => {
    if (!rule.value?.applies(column, expectation)) return [];
    const verdict = rule.value.check({ text, bytes: Buffer.from(text) }, column, expectation);
    if (!verdict) return [];
    const severity = severityOf(
      expectation.profile,
      rule.id,
      (fact) =>
        verdict.facts?.includes(fact) === true || column.facts.has(fact) || expectation.facts.has(fact),
    );
    return severity === 'off' ? [] : [`${rule.id} (${severity})`];
  });
}
