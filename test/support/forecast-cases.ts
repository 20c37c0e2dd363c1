/** Runs a table of forecasts: rows of one source, and where each ends by the facts that are cited. */
import { describe, expect, it } from 'vitest';
import { countsOf, flowTable, forecastCsv } from './forecast-csv.js';
import type { TableOutlook } from '../../conformance/forecast/table-outlook.js';
import type { Changes, ForecastOptions } from './forecast-csv.js';

export interface ForecastCase {
  readonly source: string;
  readonly layout?: string;
  /** What the case is about, where a source has several. */
  readonly about?: string;
  /** Where the facts of the ingestion say so (section). */
  readonly cites: string;
  /** Rows as changes of a row that is kept, or as text. */
  readonly rows: readonly (Changes | string)[];
  readonly expected: Readonly<Record<string, number>>;
  /** Of rows that are stored: those that a defect hits or no report shows, and values that are not loaded. */
  readonly also?: Readonly<Record<string, number>>;
  readonly options?: ForecastOptions;
}

/** Whatever the rules are asked, and however the bytes arrive, the forecast is the same. */
const WAYS: readonly (readonly [string, ForecastOptions])[] = [
  ['beside the published rules', { profile: 'documented' }],
  ['beside the rules of the pipeline', { profile: 'pipeline-3.7' }],
  ['in batches', { accelerateAfter: 0, chunk: 300 }],
  [
    'in batches, beside the rules of the pipeline',
    { profile: 'pipeline-3.7', accelerateAfter: 0, chunk: 150 },
  ],
  ['alone, in small chunks', { alone: true, chunk: 97 }],
];

export function testForecasts(cases: readonly ForecastCase[]): void {
  describe.each(cases.map((one) => [title(one), one] as const))('%s', (_, one) => {
    it.each(WAYS)('%s', async (_way, way) => {
      const csv = flowTable(one.source, one.layout).csv(one.rows);
      const tables = await forecastCsv(one.source, csv, { ...one.options, ...way });
      expect(tables.map(({ header }) => header.accepted)).toEqual(tables.map(() => true));
      expect(countsOf(tables)).toEqual({ in: one.rows.length, ...one.expected });
      if (one.also) expect(countsBeside(tables)).toEqual(one.also);
    });
  });
}

const title = ({ source, layout, about, cites }: ForecastCase): string =>
  [source, layout && `(${layout})`, about && `: ${about}`, `[${cites}]`].filter(Boolean).join(' ');

/** What no report shows goes by its reason. */
function countsBeside(tables: readonly TableOutlook[]): Record<string, number> {
  const told = tables.flatMap(({ defects, rowsNeverShown, valuesNotLoaded }) => [
    ...[...defects, ...valuesNotLoaded].map(({ what, count }) => [what, count] as const),
    ...rowsNeverShown.map(({ reason, count }) => [reason, count] as const),
  ]);
  return Object.fromEntries(told);
}
