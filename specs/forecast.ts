/** The forecast in a report: what the ingestion of a release would do with each file, and with its rows. */
import type { Certainty, FateKind } from './ingestion/ingestion.js';

/** One of the rows meant; the first few are kept. */
export interface ForecastSample {
  /** Physical line, from 1, header included. */
  readonly line: number;
  /** The columns of the flow's key with their values. */
  readonly key: { readonly [column: string]: string };
}

/** Rows that are not stored, for one reason in one column. */
export interface Fate {
  readonly fate: FateKind;
  /** The column that decides; null: the row or the file as a whole. */
  readonly column: string | null;
  readonly count: number;
  /** Why, in plain words. */
  readonly reason: string;
  readonly certainty: Certainty;
  /** Where the release says so. */
  readonly origin: string;
  /** The emitter can do something about it. */
  readonly preventable: boolean;
  readonly samples: readonly ForecastSample[];
}

/** Rows or values that are stored, or not, and yet lost to somebody. */
export interface ForecastCount {
  readonly what: string;
  readonly count: number;
  readonly reason: string;
  readonly certainty: Certainty;
}

export interface FileForecast {
  readonly path: string;
  /** Id of the source that the flow takes the file for; null: none. */
  readonly source: string | null;
  readonly pickup: {
    /** `ignored`: no flow takes it. `refused`: one takes it, and gives it up before it reads a row. */
    readonly outcome: 'ingested' | 'ignored' | 'refused';
    /** The object stays in the emission bucket; otherwise it is deleted, whatever becomes of it. */
    readonly stays: boolean;
    readonly because: string;
    readonly certainty: Certainty;
  };
  /** null: the header was not seen. */
  readonly header: {
    readonly accepted: boolean;
    readonly because: string;
    readonly certainty: Certainty;
    /** The header line that the flow would take, where it refuses this one. */
    readonly headerToUse: string | null;
  } | null;
  /** The published rules and the flow ask for headers of which no file satisfies both; null: one may. */
  readonly contradiction: {
    /** Why the flow refuses the published header. */
    readonly because: string;
    /** Both header lines, ready to be copied. */
    readonly documented: string;
    readonly pipeline: string;
  } | null;
  /** Data rows; null: the CSV could not be read, or not to its end. */
  readonly rowsIn: number | null;
  /** In the ingestion's order; `rowsIn` is `rowsStored` and every count of these. */
  readonly fates: readonly Fate[];
  readonly rowsStored: number | null;
  /** Stored rows that overwrite one of the same file. */
  readonly rowsOverwriting: number | null;
  /** Stored rows that no report shows, told by the row alone; a row may count more than once. */
  readonly rowsNeverShown: readonly ForecastCount[];
  /** Values of stored rows that are not loaded. */
  readonly valuesNotLoaded: readonly ForecastCount[];
  /** Defects of the flow that hit stored rows. */
  readonly defects: readonly ForecastCount[];
  /** What the file alone does not tell. */
  readonly notJudged: readonly { readonly what: string; readonly because: string }[];
}

/** A report of cQube, and whether this emission has what it is made of. */
export interface ReportFeed {
  readonly report: string;
  readonly title: string;
  /** `fed`: every file is there and rows of it are stored. */
  readonly state: 'fed' | 'incomplete' | 'absent';
  /** Ids of sources, in the order in which they are to be loaded. */
  readonly needs: readonly string[];
  /** `source`: an id; `udise` where any of that folder would do. */
  readonly missing: readonly { readonly source: string; readonly because: string }[];
}
