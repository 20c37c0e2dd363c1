/** Runs a table of forecasts: rows of one source, and where each ends by the facts that are cited. */
import { describe, expect, it } from 'vitest';
import { countsOf, flowTable, forecastCsv } from './forecast-csv.js';
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
    });
  });
}

const title = ({ source, layout, about, cites }: ForecastCase): string =>
  [source, layout && `(${layout})`, about && `: ${about}`, `[${cites}]`].filter(Boolean).join(' ');
