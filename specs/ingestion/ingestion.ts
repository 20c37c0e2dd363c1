/**
 * What the ingestion of one release does with the rows of a file once its columns are accepted: what `PipelineFacts`
 * (columns, types, keys) does not say and a forecast needs. Data only; another release is another file of such facts.
 */
import type { Origin } from '../source.js';

/** Read in a flow or in SQL, claimed by documents only, or followed from reading without having been run. */
export type Certainty = 'code' | 'documented' | 'inferred';

/** Where rows of a file end that are not stored, in the order in which the ingestion gets to it. */
export const FATES = [
  /** No flow takes the object. */
  'not-picked-up',
  /** The header is refused, and the whole file with it. */
  'columns',
  /** The CSV reader stops at a broken line, and the first query fails. */
  'unreadable',
  /** The datatype check removes the row. */
  'datatype',
  /** Nothing in a column that must hold something. */
  'null',
  /** A copy of a row further up. */
  'same-record',
  /** The flow keeps only rows with another value. */
  'only-where',
  /** Another row has the same key and other values. */
  'same-id',
  'other-month',
  'future-month',
  'retention',
  /** The database refuses the row. */
  'load',
  /** Refused with a row of the same batch. */
  'load-batch',
] as const;
export type FateKind = (typeof FATES)[number];

export interface Grounds {
  readonly certainty: Certainty;
  readonly origin: Origin;
}

/** The file holds one month. Months 6 to 12 belong to the first year of `year` (`2020-21`), 1 to 5 to the second. */
export interface MonthFilter {
  readonly year: string;
  readonly month: string;
  /** Columns of the days 1 to 31; Sundays and days after today are not loaded. */
  readonly days: readonly string[];
}

/** Rows older than the retention period are removed. */
export interface RetentionFilter {
  readonly column: string;
  /** The date stands from this character on (from 0). */
  readonly from: number;
  readonly shape: 'yyyy-MM-dd' | 'ddMMyyyy';
  /** Whether a day counts by itself, or its month as a whole. */
  readonly by: 'day' | 'month';
}

/** A stored row that no report shows, told by the row alone. Column names are compared without case. */
export interface NeverShown {
  readonly columns: readonly string[];
  /** A report shows the row only if each of the columns … */
  readonly unless:
    | { readonly kind: 'above-zero' }
    | { readonly kind: 'is'; readonly value: string }
    | { readonly kind: 'is-not'; readonly values: readonly string[] }
    /** … has no more code points than these. */
    | { readonly kind: 'at-most'; readonly length: number }
    /** … holds none of these characters. */
    | { readonly kind: 'without'; readonly characters: readonly string[] };
  readonly reason: string;
  readonly grounds: Grounds;
}

/** A stored row that no report shows unless what it refers to is there. */
export interface HiddenWithout {
  /** Id of the source that it refers to, and its columns by the names of its first variant. */
  readonly target: string;
  readonly targetFields: readonly string[];
  readonly reason: string;
  readonly grounds: Grounds;
  /** What is said where the other file is not there. */
  readonly unknown: NotJudged;
}

/** A defect of the flow itself: nothing that an emitter could mend. */
export interface Defect {
  readonly id: string;
  readonly reason: string;
  /** Rows that it hits: every stored one, or those in which the two columns differ. */
  readonly hits:
    { readonly kind: 'all' } | { readonly kind: 'differ'; readonly columns: readonly [string, string] };
  readonly grounds: Grounds;
}

/** What cannot be told from the file alone. */
export interface NotJudged {
  readonly what: string;
  readonly because: string;
}

export interface SourceIngestion {
  /** Grounds of every fate that rows of the source can meet. */
  readonly grounds: Readonly<Partial<Record<FateKind, Grounds>>>;
  /** false: the flow has no datatype check; a misfit breaks its batch at the load. */
  readonly datatypeChecked: boolean;
  /** The datatype check lets blanks pass although the types read from it do not say so. */
  readonly blankPassesCheck?: true;
  /** A blank here is seen by no check, and breaks its batch. */
  readonly blankBreaksLoad?: readonly string[];
  /** The datatype check also counts the fields of a line. */
  readonly fieldsCounted?: true;
  /** Columns by which rows are copies of each other; absent: all that the flow selects. */
  readonly comparedOn?: readonly string[];
  readonly onlyWhere?: { readonly column: string; readonly is: string };
  /** Of rows with one key the one that is earliest here is kept; keys of 0 and below are no keys. */
  readonly earliestBy?: string;
  readonly month?: MonthFilter;
  readonly retention?: RetentionFilter;
  /** The table's key, where no same-id check guards it: a second row breaks its batch, or overwrites the first. */
  readonly tableKey?: {
    readonly columns: readonly string[];
    readonly secondRow: 'breaks-batch' | 'overwrites';
  };
  /** The upsert names columns on which the table has no constraint, so the load of every file fails. */
  readonly loadFails?: string;
  /** The table has the dictionary's types where the datatype check asks for none. */
  readonly tableAsPrinted?: true;
  readonly neverShown?: readonly NeverShown[];
  readonly hiddenWithout?: readonly HiddenWithout[];
  readonly defects?: readonly Defect[];
  readonly notJudged: readonly NotJudged[];
  /** Where the source has a further name in another folder, which another flow reads. */
  readonly byFolder?: Readonly<Record<string, SourceIngestion>>;
}

export interface Ingestion {
  readonly release: string;
  /** Days that months of the filters above are kept; a setting of the installation, this is the shipped value. */
  readonly retentionDays: number;
  /** Rows that go to the database together. */
  readonly loadBatchRows: number;
  /** By source id. */
  readonly sources: Readonly<Record<string, SourceIngestion>>;
}
