/**
 * What a rule is. One rule, one file; the file's path under `rules/` is its id. A rule holds everything that is about
 * it: requirement, reason, mend, message, check and examples. Severities are the profile's.
 */
import type { Fact } from '../../specs/profiles/profile.js';
import type { Detail } from '../../specs/report.js';
import type { RuleId } from '../../specs/rule-ids.js';
import type { ArchiveFacts } from './archive-facts.js';
import type { EmissionFacts } from './emission-facts.js';
import type { Example } from './example.js';
import type { ExpectedColumn, Expectation } from './expectation.js';
import type { TableHead } from './table-head.js';
import type { Knowledge, Traffic } from './traffic.js';

export type Details = { readonly [key: string]: Detail };

/** Where, within what the rule looks at. The engine adds path, member and row key. */
export interface Place {
  readonly path?: string;
  readonly member?: string;
  readonly line?: number;
  readonly record?: number;
  readonly column?: string;
  readonly field?: number;
}

/** How a rule reports: what it saw, which facts hold there (they may change the severity), and where. */
export type ReportFinding = (details: Details, facts?: readonly Fact[], place?: Place) => void;

interface RuleBase<Id extends RuleId> {
  readonly id: Id;
  /** RFC 2119 level of the requirement behind it. */
  readonly level: 'must' | 'should';
  /** Published requirement (`EP-5`), or null where the rule guards the run itself. */
  readonly requirement: `EP-${number}` | null;
  /** One line: what conforms. */
  readonly summary: string;
  /** What happens in cQube otherwise. */
  readonly why: string;
  /** What the author of the emitter does about it. */
  readonly fix: string;
  /** A sentence for somebody who does not know this tool. Gets exactly the details of a finding. */
  readonly message: (details: Details) => string;
  readonly examples: { readonly valid: readonly Example[]; readonly invalid: readonly Example[] };
}

type IdIn<Scope extends string> = Extract<RuleId, `${Scope}/${string}`>;

export interface EmissionRule extends RuleBase<IdIn<'emission'>> {
  readonly scope: 'emission';
  readonly check: (emission: EmissionFacts, report: ReportFinding) => void;
  /** How many things the rule looks at. */
  readonly counts: (emission: EmissionFacts) => number;
}

export interface ArchiveRule extends RuleBase<IdIn<'archive'>> {
  readonly scope: 'archive';
  readonly check: (archive: ArchiveFacts, report: ReportFinding) => void;
  /** false: nothing in this zip for the rule to look at (e.g. no members). */
  readonly applies: (archive: ArchiveFacts) => boolean;
}

/** Looks at the start of a CSV: its bytes, its header line. */
export interface HeadCheck {
  /** Absent: every CSV. */
  readonly applies?: (head: TableHead) => boolean;
  readonly check: (head: TableHead, report: ReportFinding) => void;
  /** What a finding makes pointless: `table`, every later check of this CSV; `rows`, those of its rows; null, nothing. */
  readonly blocks?: (head: TableHead) => 'table' | 'rows' | null;
}

/** A value as the scanner cut it out: quotes removed, and blanks too where the flow trims them. */
export interface Value {
  readonly text: string;
  /** The bytes behind `text`, before decoding; may be invalid UTF-8. */
  readonly bytes: Uint8Array;
}

/** What a check saw, and which facts hold there. Details are asked for only where the finding becomes a sample. */
export interface Verdict {
  readonly details: () => Details;
  readonly facts?: readonly Fact[];
}

/** Looks at one value of one column. These run in registry order; the first that objects ends it. */
export interface ValueCheck {
  readonly applies: (column: ExpectedColumn, expectation: Expectation) => boolean;
  readonly check: (value: Value, column: ExpectedColumn, expectation: Expectation) => Verdict | null;
  /** The same for two columns whose combinations are listed. */
  readonly checkPair?: (first: string, second: string, expectation: Expectation) => Verdict;
}

/** What the scanner meets in rows, beside values. */
export type RowEvent =
  | { readonly kind: 'field-count'; readonly found: number; readonly expected: number }
  | { readonly kind: 'too-long'; readonly bytes: number; readonly limit: number }
  | {
      readonly kind: 'unclosed-quote';
      readonly column: string | null;
      readonly reason: 'open' | 'text-after';
    }
  | { readonly kind: 'blank-line'; readonly place: 'top' | 'middle' | 'end' }
  | { readonly kind: 'repeated-header' }
  | { readonly kind: 'duplicate-row'; readonly firstLine: number; readonly keyed: boolean }
  | { readonly kind: 'duplicate-key'; readonly firstLine: number; readonly keyText: () => string };

/** Judges what the scanner met. */
export interface RowCheck {
  readonly events: readonly RowEvent['kind'][];
  /** Absent: every CSV. */
  readonly applies?: (expectation: Expectation) => boolean;
  readonly check: (event: RowEvent, expectation: Expectation) => Verdict;
}

/** Totals of a CSV after its last row. */
export interface TableTotals {
  readonly rows: number;
  readonly bytes: number;
}

/** Looks at the totals. */
export interface EndCheck {
  /** Absent: every CSV. */
  readonly applies?: (expectation: Expectation) => boolean;
  readonly check: (totals: TableTotals, expectation: Expectation, report: ReportFinding) => void;
}

/** A rule on one CSV: any of four moments to look. */
export interface TableRule extends RuleBase<IdIn<'table'>> {
  readonly scope: 'table';
  readonly head?: HeadCheck;
  readonly value?: ValueCheck;
  readonly row?: RowCheck;
  readonly end?: EndCheck;
}

/** What rows show beside the rows of other files, or of the files of other masters. */
export type DatasetEvent =
  | {
      readonly kind: 'unknown-reference';
      readonly columns: readonly string[];
      readonly value: () => string;
      /** The files that were looked in, and their source and columns. */
      readonly masters: readonly string[];
      readonly master: string;
      readonly masterColumns: readonly string[];
      readonly isDetail: boolean;
    }
  | {
      readonly kind: 'code-not-nested';
      readonly column: string;
      readonly value: () => string;
      readonly outer: string;
      readonly outerValue: () => string;
    };

/** A file of a master, and the column set that it was read as. */
export interface MasterTable {
  readonly path: string;
  readonly variant: string;
}

/** Looks at several files together: at each row beside what it refers to, or at the column sets of the masters. */
export interface DatasetRule extends RuleBase<IdIn<'dataset'>> {
  readonly scope: 'dataset';
  readonly row?: { readonly event: DatasetEvent['kind']; readonly check: (event: DatasetEvent) => Verdict };
  readonly masters?: { readonly check: (tables: readonly MasterTable[], report: ReportFinding) => void };
}

/** Looks at what an emitter said to cQube, as recorded. */
export interface JournalRule extends RuleBase<IdIn<'journal'>> {
  readonly scope: 'journal';
  /** What the recording must know; otherwise the rule is skipped. */
  readonly needs: readonly Knowledge[];
  readonly check: (traffic: Traffic, report: ReportFinding) => void;
  /** How many things the rule looks at. */
  readonly counts: (traffic: Traffic) => number;
}

export type Rule = EmissionRule | ArchiveRule | TableRule | DatasetRule | JournalRule;

/** Identity function for typing. */
export const defineRule = <R extends Rule>(rule: R): R => rule;
