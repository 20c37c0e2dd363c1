/**
 * What an emitter's author may add to the published rules, or take from them: overrides, columns of their own, pinned
 * variants, a baseline. Data only; it stands in the configuration file and, word for word, in the report.
 */
import type { RuleId } from './rule-ids.js';
import type { Severity } from './profiles/profile.js';
import type { FieldFormat, FieldType } from './source.js';

/** Another severity of rules, in all files or in some. The last override that fits a rule and a path counts. */
export interface Override {
  readonly rules: Readonly<Partial<Record<RuleId, Severity>>>;
  /** Globs of paths as the report shows them; absent: everywhere. */
  readonly files?: readonly string[];
  readonly reason?: string;
}

/** Whether an override only says what the profile says anyway is not looked into: it is one all the same. */
export const hasOverrides = (overrides: readonly Override[]): boolean =>
  overrides.some(({ rules }) => Object.keys(rules).length > 0);

/** A column that the dictionary does not have, in every file of the source. */
export interface ExtraColumn {
  readonly source: string;
  readonly name: string;
  readonly type: FieldType;
  readonly format?: FieldFormat;
  readonly required?: boolean;
  /** In code points. */
  readonly maxLength?: number;
  readonly enum?: readonly (string | number)[];
  /** Name of the column that it follows; absent: it comes last. */
  readonly after?: string;
}

/** The variant that the files of a source have, whichever their header is more like. */
export type PinnedVariants = Readonly<Record<string, string>>;

/** Findings that are known and let pass for a while: so many of one rule, in one column (if it has one) of one file. */
export interface BaselineEntry {
  readonly rule: RuleId;
  readonly path: string;
  readonly column?: string;
  readonly count: number;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it holds, yyyy-MM-dd. */
  readonly until: string;
}

export interface Baseline {
  /** The file, as it was named. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** Limits of what a configuration or a baseline may hold. */
export const CONFIG_LIMITS = {
  /** Bytes of a configuration file. */
  bytes: 1 << 20,
  overrides: 1000,
  globs: 1000,
  glob: 1000,
  columns: 2000,
  columnName: 200,
  values: 10_000,
  text: 2000,
  /** Bytes of a baseline file. */
  baselineBytes: 64 << 20,
  entries: 200_000,
} as const;
