/** Collects the findings of one file: exact totals, bounded samples. */
import type { Severity } from '../../specs/profiles/profile.js';
import type { Finding, FindingSeverity, Total, Where } from '../../specs/report.js';
import type { RuleId } from '../../specs/rule-ids.js';
import type { Details, Rule } from './define-rule.js';
import { Samples } from './samples.js';

/** Samples kept for each rule, column and severity of a file. */
export const DEFAULT_SAMPLES = 20;

/** The findings of one rule, at one severity, in one column of one file. */
export class FindingGroup {
  readonly rule: Rule;
  readonly severity: FindingSeverity;
  readonly path: string;
  readonly column: string | undefined;
  readonly samples: Samples<Finding>;

  constructor(
    rule: Rule,
    severity: FindingSeverity,
    path: string,
    column: string | undefined,
    limit: number,
  ) {
    this.rule = rule;
    this.severity = severity;
    this.path = path;
    this.column = column;
    this.samples = new Samples(limit);
  }

  /** Counts one; `build` is called only if this one is wanted as a sample. */
  add(build: () => { readonly details: Details; readonly where: Where }): void {
    if (!this.samples.wants()) return;
    const { details, where } = build();
    const message = this.rule.message(details);
    this.samples.keep({ rule: this.rule.id, severity: this.severity, message, where, details });
  }
}

/** The findings of one file. */
export interface Collected {
  readonly totals: readonly Total[];
  readonly findings: readonly Finding[];
}

export class Findings {
  readonly #limit: number;
  readonly #groups = new Map<string, FindingGroup>();

  constructor(limit = DEFAULT_SAMPLES) {
    this.#limit = limit;
  }

  /** null for findings that the profile turns off: they are not counted. */
  group(rule: Rule, severity: Severity, path: string, column?: string): FindingGroup | null {
    if (severity === 'off') return null;
    const key = `${rule.id}\n${severity}\n${path}\n${column ?? ''}`;
    const known = this.#groups.get(key);
    if (known) return known;
    const group = new FindingGroup(rule, severity, path, column, this.#limit);
    this.#groups.set(key, group);
    return group;
  }

  count(rule: RuleId): number {
    let count = 0;
    for (const group of this.#groups.values()) if (group.rule.id === rule) count += group.samples.offered;
    return count;
  }

  collected(): Collected {
    const groups = [...this.#groups.values()].filter((group) => group.samples.offered > 0);
    return {
      totals: groups.map(({ rule, severity, path, column, samples }) => ({
        rule: rule.id,
        severity,
        path,
        ...(column !== undefined && { column }),
        count: samples.offered,
      })),
      findings: groups.flatMap(({ samples }) => samples.kept),
    };
  }
}
