/** Collects the findings of one file: exact totals, bounded samples. */
import type { Severity } from '../../specs/profiles/profile.js';
import type { Finding, FindingSeverity, Group, Where } from '../../specs/report.js';
import type { RuleId } from '../../specs/rule-ids.js';
import type { Details, Rule } from './define-rule.js';
import { Samples } from './samples.js';
import type { ValueTally } from './value-tally.js';

/** Samples kept for each rule, column and severity of a file. */
export const DEFAULT_SAMPLES = 20;

/** Takes every finding, sample or not, in the order in which they are met. */
export interface FindingSink {
  readonly add: (finding: Finding) => void;
  /** Forgets what it was given: the findings do not count after all. */
  readonly reset: () => void;
}

/** The findings of one rule, at one severity, in one column of one file. */
export class FindingGroup {
  readonly rule: Rule;
  readonly severity: FindingSeverity;
  readonly path: string;
  readonly column: string | undefined;
  readonly samples: Samples<Finding>;
  /** Counts the values that the findings are about; null: nobody does. */
  values: ValueTally | null = null;
  readonly #sink: FindingSink | null;

  constructor(
    rule: Rule,
    severity: FindingSeverity,
    path: string,
    column: string | undefined,
    limit: number,
    sink: FindingSink | null,
  ) {
    this.rule = rule;
    this.severity = severity;
    this.path = path;
    this.column = column;
    this.samples = new Samples(limit);
    this.#sink = sink;
  }

  /** How many of the next ones need not be built, at least; they may be counted by `skip`. */
  get unwanted(): number {
    return this.wantsAll ? 0 : this.samples.unwanted;
  }

  /** Counts so many that are not wanted. */
  skip(count: number): void {
    this.samples.skip(count);
  }

  /** Every finding is asked for, not samples only: then none may be passed over by counting. */
  get wantsAll(): boolean {
    return this.#sink !== null;
  }

  /** Counts one; `build` is called only if this one is wanted, as a sample or by the sink. */
  add(build: () => { readonly details: Details; readonly where: Where }): void {
    const isSample = this.samples.wants();
    if (!isSample && this.#sink === null) return;
    const { details, where } = build();
    const message = this.rule.message(details);
    const finding: Finding = { rule: this.rule.id, severity: this.severity, message, where, details };
    if (isSample) this.samples.keep(finding);
    this.#sink?.add(finding);
  }
}

/** The findings of one file. */
export interface Collected {
  readonly totals: readonly Group[];
  readonly findings: readonly Finding[];
}

/** The map at `key`, made if it is not there. */
function inner<Key, InnerKey, Value>(map: Map<Key, Map<InnerKey, Value>>, key: Key): Map<InnerKey, Value> {
  const known = map.get(key);
  if (known) return known;
  const made = new Map<InnerKey, Value>();
  map.set(key, made);
  return made;
}

export class Findings {
  readonly #limit: number;
  readonly #sink: FindingSink | null;
  readonly #groups: FindingGroup[] = [];
  readonly #known = new Map<Rule, Map<string, Map<string, FindingGroup>>>();

  constructor(limit = DEFAULT_SAMPLES, sink: FindingSink | null = null) {
    this.#limit = limit;
    this.#sink = sink;
  }

  /** null for findings that the profile turns off: they are not counted. */
  group(rule: Rule, severity: Severity, path: string, column?: string): FindingGroup | null {
    if (severity === 'off') return null;
    const bySeverity = inner(inner(this.#known, rule), column === undefined ? path : `${path}\n${column}`);
    const known = bySeverity.get(severity);
    if (known) return known;
    const group = new FindingGroup(rule, severity, path, column, this.#limit, this.#sink);
    bySeverity.set(severity, group);
    this.#groups.push(group);
    return group;
  }

  count(rule: RuleId): number {
    let count = 0;
    for (const group of this.#groups) if (group.rule.id === rule) count += group.samples.offered;
    return count;
  }

  collected(): Collected {
    const groups = this.#groups.filter((group) => group.samples.offered > 0);
    return {
      totals: groups.map(({ rule, severity, path, column, samples, values }) => ({
        rule: rule.id,
        severity,
        path,
        ...(column !== undefined && { column }),
        count: samples.offered,
        ...(values !== null && { values: values.summary() }),
      })),
      findings: groups.flatMap(({ samples }) => samples.kept),
    };
  }
}
