/**
 * The profile of the pipeline and the forecast say the same: a header is refused if and only if a rule about headers
 * finds an error, a row is lost though it need not be if and only if a rule finds an error in it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ForecastListener } from '../../../conformance/forecast/forecast-listener.js';
import type { TableOutlook } from '../../../conformance/forecast/table-outlook.js';
import { tableRules } from '../../../conformance/rules/table/index.js';
import { checkTable } from '../../../conformance/scan/check-table.js';
import { defaultIngestion } from '../../../specs/ingestion/index.js';
import { pipeline37 } from '../../../specs/profiles/pipeline-3.7.js';
import type { DataSource } from '../../../specs/source.js';
import { sources } from '../../../specs/sources/index.js';
import { chunked } from '../../support/check-csv.js';
import { flowTable, TODAY } from '../../support/forecast-csv.js';

/** Where they differ, and why. */
const EXCEPTIONS = {
  /** Every load fails, whatever the rows hold, so no row is lost for its values. */
  neverLoaded: new Set(['nsqf_faculty', 'nsqf_enr_sub_sec']),
  /** Errors on rows that are stored: square brackets break reports, not the load. */
  storedInSpite: new Set(['table/special-character']),
  /** A file of one column holds no row where that is blank. */
  blankIsNoRow: new Set(['diksha_api_progress_exhaust_batch_ids']),
} as const;

const tables = sources
  .filter(({ sections }) => sections === undefined)
  .flatMap((source) => Object.keys(source.pipeline.layouts).map((layout) => ({ source, layout })));

interface Judged {
  readonly outlook: TableOutlook;
  readonly errors: readonly string[];
}

async function judge(source: DataSource, csv: string | Uint8Array): Promise<Judged> {
  const ingestion = { ...defaultIngestion, loadBatchRows: 1 };
  const forecast = new ForecastListener({ ingestion, today: TODAY });
  const path = `${source.folder}/${source.stem}.zip`;
  const { collected } = await checkTable(
    { source, path, member: `${source.stem}.csv`, open: () => chunked(Buffer.from(csv)) },
    { profile: pipeline37, rules: tableRules, variant: null, samples: 1, listen: forecast.listen },
  );
  const [outlook] = forecast.tables();
  if (outlook === undefined) throw new Error('no forecast');
  const errors = collected.totals.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
  return { outlook, errors: [...new Set<string>(errors)] };
}

type Head = readonly [
  what: string,
  change: (names: string[], values: string[]) => readonly [string[], string[]],
];

const onlyNames =
  (change: (names: string[]) => string[]): Head[1] =>
  (names, values) => [change(names), values];

const HEADS: readonly Head[] = [
  ['as the flow asks', (names, values) => [names, values]],
  ['in capitals', onlyNames((names) => names.map((name) => name.toUpperCase()))],
  ['without its first column', (names, values) => [names.slice(1), values.slice(1)]],
  ['without its last column', (names, values) => [names.slice(0, -1), values.slice(0, -1)]],
  ['with a name of its own', onlyNames(([, ...rest]) => ['something_else', ...rest])],
  [
    'with a name twice',
    (names, values) => [
      [...names, names[0] ?? ''],
      [...values, values[0] ?? ''],
    ],
  ],
  ['with a name in quotes', onlyNames(([first, ...rest]) => [`"${first ?? ''}"`, ...rest])],
  [
    'with a blank before a name',
    onlyNames((names) => names.map((name, at) => (at === 1 ? ` ${name}` : name))),
  ],
  ['the other way round', (names, values) => [names.toReversed(), values.toReversed()]],
  [
    'with a further column before',
    (names, values) => [
      ['extra', ...names],
      ['1', ...values],
    ],
  ],
  [
    'with a further column behind',
    (names, values) => [
      [...names, 'extra'],
      [...values, '1'],
    ],
  ],
  [
    'with a further column inside',
    ([first = '', ...names], [value = '', ...values]) => [
      [first, 'extra', ...names],
      [value, '1', ...values],
    ],
  ],
  ['behind a byte-order mark', onlyNames(([first, ...rest]) => [`\u{feff}${first ?? ''}`, ...rest])],
];

/** Taken away from a table of one column, nothing is left. */
const isPossible = (names: readonly string[]): boolean => names.length > 0;

describe.each(tables)('header of $source.id, $layout', ({ source, layout }) => {
  const { delimiter } = source.pipeline;
  const table = flowTable(source.id, layout);
  const [names, values] = [table.header.split(delimiter), table.row().split(delimiter)];

  const agree = async (what: string, csv: string | Uint8Array): Promise<void> => {
    const { outlook, errors } = await judge(source, csv);
    const told = `${what}: ${outlook.header.because}; ${errors.join(', ')}`;
    expect(outlook.header.accepted, told).toBe(errors.length === 0);
  };

  it('is refused where a rule finds an error, and nowhere else', async () => {
    for (const [what, change] of HEADS) {
      const [head, row] = change([...names], [...values]);
      if (isPossible(head)) await agree(what, `${head.join(delimiter)}\n${row.join(delimiter)}\n`);
    }
    await agree('in UTF-16', Buffer.from(`\u{feff}${table.header}\n${table.row()}\n`, 'utf16le'));
    const other = delimiter === '|' ? ',' : '|';
    if (names.length > 1) await agree('cut otherwise', `${names.join(other)}\n${values.join(other)}\n`);
  });
});

const VALUES = [
  '', ' ', 'NULL', 'null', 'n/a', '0', '0.0', '0.00', '1', '-1', '01', '+3', '3.0', '7.5', '40000', '3000000000',
  '99999999999999999999', 'x', 'true', 'no', 'FALSE', '2020-21', '2020-07-15', '2020-07-15 10:00:00', '31/12/2020',
  '2020-13-01', 'n'.repeat(60), 'n'.repeat(120), 'n'.repeat(260), ' 1', '10:30', '[a]', '24010100011', 'विद्यालय',
] as const; // prettier-ignore

/** Fates of single rows that the emitter can prevent by other values. */
const OF_VALUES: ReadonlySet<string> = new Set(['datatype', 'null', 'load']);

describe('a row', () => {
  const loaded = tables.filter(({ source }) => !EXCEPTIONS.neverLoaded.has(source.id));

  it('is lost for a value where a rule finds an error in it, and nowhere else', async () => {
    const pick = fc.record({
      table: fc.constantFrom(...loaded),
      place: fc.nat(),
      value: fc.constantFrom(...VALUES),
    });
    await fc.assert(
      fc.asyncProperty(pick, async ({ table: { source, layout }, place, value }) => {
        const { delimiter } = source.pipeline;
        const table = flowTable(source.id, layout);
        const values = table.row().split(delimiter);
        values[place % values.length] = value;
        const { outlook, errors } = await judge(source, `${table.header}\n${values.join(delimiter)}\n`);
        const lost = outlook.fates.filter(({ fate }) => OF_VALUES.has(fate));
        const told = errors.filter((rule) => !EXCEPTIONS.storedInSpite.has(rule));
        if (value === '' && EXCEPTIONS.blankIsNoRow.has(source.id)) expect(told).toEqual(['table/no-rows']);
        else
          expect(lost.length > 0, `${source.id} ${layout} ${place % values.length}: ${told.join(', ')}`).toBe(
            told.length > 0,
          );
      }),
      { numRuns: Number(process.env['CQUBE_CONFORM_TEST_RUNS'] ?? 1500) },
    );
  });

  it('that is there twice is an error where the whole file goes for it, and else kept once', async () => {
    for (const { source, layout } of loaded) {
      const table = flowTable(source.id, layout);
      if (source.pipeline.layouts[layout]?.key.length === 0) continue;
      const { outlook, errors } = await judge(source, `${table.header}\n${table.row()}\n${table.row()}\n`);
      expect([outlook.rowsStored, errors], source.id).toEqual(
        errors.length > 0 ? [0, ['table/duplicate-row']] : [1, []],
      );
    }
  });

  it('of the key of another one is lost where a rule finds an error', async () => {
    for (const { source, layout } of loaded) {
      const table = flowTable(source.id, layout);
      const { key, read } = source.pipeline.layouts[layout] ?? { key: [], read: [] };
      const free = read.find(
        (name) =>
          !key.includes(name) &&
          source.fields.some(
            (field) => field.name === name && field.type === 'string' && !field.code && !field.format,
          ),
      );
      if (key.length === 0 || free === undefined) continue;
      const rows = ['A', 'B'].map((value) => table.row({ [free]: value }));
      const { outlook, errors } = await judge(source, `${[table.header, ...rows].join('\n')}\n`);
      const isEarliestKept = source.pipeline.duplicateKey === 'earliest-kept';
      expect([outlook.rowsStored, errors], `${source.id} ${free}`).toEqual(
        isEarliestKept ? [1, []] : [0, ['table/duplicate-key']],
      );
    }
  });
});
