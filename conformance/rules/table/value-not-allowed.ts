import type { Field } from '../../../specs/source.js';
import { defineRule } from '../../engine/define-rule.js';
import { exampleCsv } from '../../engine/example-csv.js';
import { showValue } from '../../engine/show-value.js';
import { parseInteger } from '../../values/numbers.js';

/** The printed codes and the stated default. */
const allowedOf = ({ constraints, default: stated }: Field): readonly (string | number)[] => {
  const codes = constraints?.enum ?? [];
  return stated === undefined || codes.includes(stated) ? codes : [...codes, stated];
};

/** `01` is the code 1: leading zeros matter only where a code length is stated. */
const isAllowed = (text: string, allowed: readonly (string | number)[]): boolean =>
  allowed.some((code) => (typeof code === 'number' ? parseInteger(text) === BigInt(code) : code === text));

export const valueNotAllowed = defineRule({
  id: 'table/value-not-allowed',
  scope: 'table',
  level: 'must',
  requirement: 'EP-13',
  summary: 'A coded value is one of the codes that the dictionary prints, or its stated default.',
  why: 'cQube stores unknown codes and leaves them out of every count, so rows seem to be missing from reports.',
  fix: 'Map your system’s codes to those of the dictionary; `cqube-conform specs show <source>` lists them.',
  message: ({ column, value, allowed, other, otherValue }) =>
    other
      ? `${value} in “${column}” does not go with ${otherValue} in “${other}” (it goes with ${(allowed as readonly string[]).join(', ') || 'no code'}).`
      : `“${value}” in “${column}” is not one of ${(allowed as readonly string[]).join(', ')}.`,
  value: {
    applies: ({ field }) => field.constraints?.enum !== undefined,
    check: ({ text }, column) => {
      const allowed = allowedOf(column.field);
      if (text === '' || isAllowed(text, allowed)) return null;
      return { details: () => ({ column: column.name, value: showValue(text, column), allowed }) };
    },
    checkPair: (first, second, { source }) => {
      const { fields, values } = source.allowedPairs ?? { fields: ['', ''], values: [] };
      const allowed = values.filter(([a]) => String(a) === first).map(([, b]) => String(b));
      return {
        details: () => ({ column: fields[1], value: second, other: fields[0], otherValue: first, allowed }),
      };
    },
  },
  examples: {
    valid: [
      {
        kind: 'table',
        title: 'a printed pair',
        source: 'sch_enr_reptr',
        csv: exampleCsv('sch_enr_reptr', { item_group: '2', item_id: '5' }),
      },
    ],
    invalid: [
      {
        kind: 'table',
        title: 'a code that is not printed',
        source: 'semester_exam_mst',
        csv: exampleCsv('semester_exam_mst', { semester: '3' }),
        lines: [2],
      },
      {
        kind: 'table',
        title: 'two codes that do not go together',
        source: 'sch_enr_reptr',
        csv: exampleCsv('sch_enr_reptr', { item_group: '1', item_id: '5' }),
        lines: [2],
      },
    ],
  },
});
