/** What a check can be asked for. */
import type { Baseline, ExtraColumn, Override, PinnedVariants } from '../specs/configured.js';
import { defaultProfile } from '../specs/profiles/index.js';
import type { Profile } from '../specs/profiles/profile.js';
import type { FailOn, Report } from '../specs/report.js';
import type { DataSource } from '../specs/source.js';
import { DEFAULT_SAMPLES } from './engine/findings.js';
import type { LossLimit } from './engine/loss.js';
import type { GivenMasters } from './masters/stored-masters.js';
import { DEFAULT_INDEX_BUDGET } from './spill/index-budget.js';

/** Told while a check runs. */
export interface Progress {
  readonly path: string;
  readonly file: number;
  readonly files: number;
  /** Bytes of the CSV read so far. */
  readonly bytes: number;
}

export interface Settings {
  readonly profile: Profile;
  readonly failOn: FailOn;
  /** Rule id prefixes; empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** Reads the named files as this source, whatever their names. */
  readonly source: DataSource | null;
  /** Ids of sources that must be there. */
  readonly asked: readonly string[];
  /** A journal or HAR, or the log of cQube's own client, to be judged too; null: none. */
  readonly recording: { readonly kind: 'journal' | 'emission-log'; readonly path: string } | null;
  /**
   * Folders, zips or CSVs with masters that were emitted earlier, or what a store holds of them; they are looked in beside
   * those of the emission.
   */
  readonly masters: readonly GivenMasters[];
  /** Personal numbers (Aadhaar) are shown; otherwise only their length is. */
  readonly showValues: boolean;
  /** Samples kept for each rule, column and severity of a file. */
  readonly samples: number;
  /** Checks only its part of the files, and leaves to `mergeShards` what one file alone does not show; null: all. */
  readonly shard: { readonly index: number; readonly count: number } | null;
  /**
   * An empty folder that takes all findings as NDJSON, not samples only. Its files, put together in the order of their
   * names, are the findings in the order of the report. null: nobody asks for them.
   */
  readonly findingsFolder: string | null;
  /** The day that the forecast is made for, yyyy-MM-dd; null: that of `now`, UTC. */
  readonly today: string | null;
  /** Rows lost that the emitter could keep, beyond which the exit code is 1; null: not asked. */
  readonly failOnLoss: LossLimit | null;
  /** No rule is asked: the report holds the forecast only. */
  readonly forecastOnly: boolean;
  /** Other severities than the profile's; the last that fits counts. */
  readonly overrides: readonly Override[];
  /** Columns that the sources have beside those of the dictionary. */
  readonly columns: readonly ExtraColumn[];
  /** Variants by source; of other sources, the best match. */
  readonly variants: PinnedVariants;
  /** Known findings, which do not count until a day; null: none. */
  readonly baseline: Baseline | null;
  /** Limits of unpacking instead of the built-in ones; null: those. */
  readonly expansion: Report['options']['expansion'];
  /** Bytes of memory for indexes of keys and rows in the whole run; what goes beyond lies on disk. */
  readonly memory: number;
  /** The folder for that; it must exist. */
  readonly tempDir: string;
  /** Files checked at once, at most; null: one a core. It changes nothing but the time. */
  readonly jobs: number | null;
  /** Version of the tool, as the report names it. */
  readonly version: string;
  /** The moment now, in milliseconds since 1970; injected, so that a report can be repeated. */
  readonly now: () => number;
  readonly onProgress?: (progress: Progress) => void;
}

export const DEFAULTS: Omit<Settings, 'now'> = {
  profile: defaultProfile,
  failOn: 'error',
  only: [],
  skip: [],
  source: null,
  asked: [],
  recording: null,
  masters: [],
  showValues: false,
  samples: DEFAULT_SAMPLES,
  shard: null,
  findingsFolder: null,
  today: null,
  failOnLoss: null,
  forecastOnly: false,
  overrides: [],
  columns: [],
  variants: {},
  baseline: null,
  expansion: null,
  memory: DEFAULT_INDEX_BUDGET.bytes,
  tempDir: DEFAULT_INDEX_BUDGET.tempDir,
  jobs: null,
  version: '',
};
