/** Which rules mind what the scanner meets in rows, and where their findings go: asked once, then counted. */
import type { Fact } from '../../specs/profiles/profile.js';
import type { RowCheck, RowEvent, TableRule } from '../engine/define-rule.js';
import type { Expectation } from '../engine/expectation.js';
import type { FindingGroup, Findings } from '../engine/findings.js';
import { severityOf } from '../engine/severity.js';

/** A rule that minds an event, and the group of its findings. */
export interface EventObjection {
  readonly row: RowCheck;
  readonly group: FindingGroup;
}

/** What makes a difference to the severity of an event's findings, and nothing else does. */
function sortOf(event: RowEvent): string {
  switch (event.kind) {
    case 'blank-line':
      return BLANK_LINE[event.place];
    case 'duplicate-row':
      return event.keyed ? 'duplicate-row keyed' : 'duplicate-row';
    default:
      return event.kind;
  }
}

const BLANK_LINE = { top: 'blank-line top', middle: 'blank-line', end: 'blank-line end' } as const;

export class EventObjections {
  readonly #rules: readonly TableRule[];
  readonly #expectation: Expectation;
  readonly #findings: Findings;
  readonly #path: string;
  readonly #known = new Map<string, readonly EventObjection[]>();

  constructor(rules: readonly TableRule[], expectation: Expectation, findings: Findings, path: string) {
    this.#rules = rules;
    this.#expectation = expectation;
    this.#findings = findings;
    this.#path = path;
  }

  /** Counts one more event of this kind where that is all there is to do; false: it must be told. */
  counts(kind: 'field-count'): boolean {
    const known = this.#known.get(kind);
    if (known === undefined) return false;
    for (const { group } of known) if (group.unwanted === 0) return false;
    for (const { group } of known) group.skip(1);
    return true;
  }

  to(event: RowEvent): readonly EventObjection[] {
    const sort = sortOf(event);
    const known = this.#known.get(sort) ?? this.#ask(event);
    this.#known.set(sort, known);
    return known;
  }

  #ask(event: RowEvent): readonly EventObjection[] {
    const expectation = this.#expectation;
    return this.#rules.flatMap((rule): EventObjection[] => {
      const { row } = rule;
      if (!row?.events.includes(event.kind) || row.applies?.(expectation) === false) return [];
      const { facts } = row.check(event, expectation);
      const holds = (fact: Fact): boolean => facts?.includes(fact) === true || expectation.facts.has(fact);
      const severity = severityOf(expectation.profile, rule.id, holds);
      const group = this.#findings.group(rule, severity, this.#path);
      return group ? [{ row, group }] : [];
    });
  }
}
