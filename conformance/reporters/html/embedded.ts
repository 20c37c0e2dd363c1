/** What the page holds for its script: findings as short arrays, long texts once each. */

/** `rule`, `file`, `column`, `header` are places in the lists; -1: none. `severity` is 0 error, 1 warning, 2 note. */
export type EmbeddedFinding = readonly [
  rule: number,
  severity: number,
  file: number,
  member: string,
  line: number,
  record: number,
  column: number,
  message: string,
  key: string,
  value: string,
  header: number,
];

export interface EmbeddedRule {
  readonly id: string;
  readonly requirement: string;
  readonly why: string;
  readonly fix: string;
}

export interface EmbeddedReport {
  readonly rules: readonly EmbeddedRule[];
  readonly files: readonly string[];
  readonly columns: readonly string[];
  readonly headers: readonly string[];
  readonly findings: readonly EmbeddedFinding[];
  /** Exact, whatever the number of samples: [rule, severity, file, number]. */
  readonly totals: readonly (readonly [rule: number, severity: number, file: number, count: number])[];
}
