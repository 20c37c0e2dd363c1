import type { TableOutcome } from '../../conformance/scan/check-table.js';
import type { Break } from '../../fixtures/generator/breaking/allocate.js';
import type { BrokenEmission, BreakOptions } from '../../fixtures/generator/breaking/break-emission.js';
import type { Planted, Planter } from '../../fixtures/generator/breaking/planter.js';
import type { GenerateOptions, PlannedCsv } from '../../fixtures/generator/plan.js';
import type { Profile } from '../../specs/profiles/profile.js';
import type { Finding } from '../../specs/report.js';
import type { DataSource } from '../../specs/source.js';

export interface ScoreKit {
  readonly profile: Profile;
  readonly planters: readonly Planter[];
  readonly planEmission: (options: GenerateOptions) => readonly PlannedCsv[];
  readonly breakEmission: (emission: readonly PlannedCsv[], options: BreakOptions) => BrokenEmission;
  readonly check: (csv: {
    readonly source: DataSource;
    readonly path: string;
    readonly member: string | null;
    readonly open: () => AsyncIterable<Uint8Array>;
  }) => Promise<TableOutcome>;
}

export interface ScoreOptions {
  readonly source: DataSource;
  readonly rows: number;
  /** Defects of each rule of values and rows. */
  readonly count: number;
  readonly seed: number;
  /** Bytes that the check is given at a time; null: as they are written. */
  readonly chunkBytes: number | null;
}

export interface Score {
  readonly planted: readonly Planted[];
  readonly missed: readonly string[];
  readonly extra: readonly string[];
  /** Of all rounds. */
  readonly rows: number;
  readonly bytes: number;
  /** Of everything that the check tells, so that chunks can be seen to make no difference. */
  readonly digest: string;
}

export function planOf(
  kit: Pick<ScoreKit, 'planEmission' | 'profile'>,
  source: DataSource,
  rows: number,
  seed: number,
): () => readonly PlannedCsv[];
export function rowBreaks(
  kit: Pick<ScoreKit, 'planters'>,
  planned: PlannedCsv,
  count: number,
): readonly Break[];
export function compare(
  planted: readonly Planted[],
  findings: readonly Finding[],
): Pick<Score, 'missed' | 'extra'>;
export function scoreSource(kit: ScoreKit, options: ScoreOptions): Promise<Score>;
