/** Forecasts CSV text of one source, without a zip around it, and writes rows that its flow keeps. */
import { ForecastListener } from '../../conformance/forecast/forecast-listener.js';
import type { TableOutlook } from '../../conformance/forecast/table-outlook.js';
import { tableRules } from '../../conformance/rules/table/index.js';
import { checkSections } from '../../conformance/scan/check-sections.js';
import { checkTable } from '../../conformance/scan/check-table.js';
import { defaultIngestion } from '../../specs/ingestion/index.js';
import { findSource } from '../../specs/lookup.js';
import { profiles } from '../../specs/profiles/index.js';
import type { DataSource } from '../../specs/source.js';
import { chunked } from './check-csv.js';

export interface ForecastOptions {
  readonly profile?: string;
  readonly today?: string;
  readonly folder?: string;
  readonly chunk?: number;
  /** No rule is asked: the forecast searches by itself. */
  readonly alone?: true;
  readonly loadBatchRows?: number;
  /** Bytes after which plain rows come in batches. */
  readonly accelerateAfter?: number;
}

export const TODAY = '2020-08-15';

export function sourceOf(id: string): DataSource {
  const source = findSource(id);
  if (!source) throw new Error(`no source ${id}`);
  return source;
}

export async function forecastCsv(
  id: string,
  csv: string | Uint8Array,
  options: ForecastOptions = {},
): Promise<readonly TableOutlook[]> {
  const source = sourceOf(id);
  const profile = profiles.find((candidate) => candidate.id === (options.profile ?? 'documented'));
  if (!profile) throw new Error(`no profile ${options.profile ?? ''}`);
  const bytes = typeof csv === 'string' ? Buffer.from(csv) : csv;
  const alias = source.aliases.find(({ folder }) => folder === options.folder);
  const { folder, stem } = alias ?? source;
  const ingestion = {
    ...defaultIngestion,
    ...(options.loadBatchRows !== undefined && { loadBatchRows: options.loadBatchRows }),
  };
  const forecast = new ForecastListener({ ingestion, today: options.today ?? TODAY });
  await (source.sections ? checkSections : checkTable)(
    {
      source: { ...source, pipeline: { ...source.pipeline, ...alias?.pipeline } },
      path: `${folder}/${stem}.zip`,
      member: `${stem}.csv`,
      open: () => chunked(bytes, options.chunk),
    },
    {
      profile,
      rules: options.alone ? [] : tableRules,
      variant: null,
      samples: 20,
      listen: forecast.listen,
      ...(options.accelerateAfter !== undefined && { accelerateAfter: options.accelerateAfter }),
    },
  );
  return forecast.tables();
}

/** `{ in: 5, kept: 3, 'null SchoolId': 1, 'same-record': 1 }` over all tables. */
export function countsOf(tables: readonly TableOutlook[]): Record<string, number> {
  const counts: Record<string, number> = { in: 0, kept: 0 };
  const add = (name: string, count: number): void => {
    counts[name] = (counts[name] ?? 0) + count;
  };
  for (const { rowsIn, rowsStored, rowsOverwriting, fates } of tables) {
    add('in', rowsIn);
    add('kept', rowsStored);
    if (rowsOverwriting > 0) add('overwriting', rowsOverwriting);
    for (const { fate, column, count } of fates) add(column === null ? fate : `${fate} ${column}`, count);
  }
  return counts;
}

export type Changes = Readonly<Record<string, string>>;

/** A header that the flow takes, and rows that it keeps, of one layout. */
export interface FlowTable {
  readonly header: string;
  /** The row with its changes; `vary` makes rows of different numbers differ. */
  readonly row: (changes?: Changes) => string;
  readonly csv: (rows: readonly (Changes | string)[]) => string;
}

export function flowTable(id: string, layoutName?: string): FlowTable {
  const source = sourceOf(id);
  const { layouts, delimiter } = source.pipeline;
  const layout = layoutName === undefined ? Object.values(layouts)[0] : layouts[layoutName];
  if (!layout) throw new Error(`${id} has no layout ${layoutName ?? ''}`);
  const columns = [...new Set([...layout.required, ...layout.read])];
  const examples = new Map(
    [source.fields, ...source.variants.map(({ fields }) => fields)]
      .toReversed()
      .flat()
      .map(({ name, example }) => [name.toLowerCase(), example]),
  );
  const row = (changes: Changes = {}): string => {
    const strange = Object.keys(changes).filter((name) => !columns.includes(name));
    if (strange.length > 0) throw new Error(`${id} has no column ${strange.join(', ')}`);
    return columns.map((name) => changes[name] ?? examples.get(name.toLowerCase()) ?? '').join(delimiter);
  };
  const header = columns.join(delimiter);
  const csv = (rows: readonly (Changes | string)[]): string =>
    `${[header, ...rows.map((one) => (typeof one === 'string' ? one : row(one)))].join('\n')}\n`;
  return { header, row, csv };
}
