/** The udise flow: 32 files, strict header order, no datatype check, keys as the facts list them. */
import { describe, expect, it } from 'vitest';
import { countsOf, forecastCsv, sourceOf } from '../../support/forecast-csv.js';
import { testForecasts } from '../../support/forecast-cases.js';
import { inSchool, NEVER_LOADED, tableOf, udiseCases, udiseKeys } from '../../support/forecasts/udise.js';

it('covers the 32 files', () => {
  expect(new Set(udiseKeys.map(([stem]) => stem)).size).toBe(32);
});

testForecasts(udiseCases);

describe.each(udiseKeys)('%s', (stem, key) => {
  it('keeps rows that differ in any column of the key', async () => {
    const numbers = key.map((name) => ({ [name]: '98' }));
    const csv = tableOf(stem).csv([
      inSchool(1),
      ...numbers.map((change) => inSchool(1, change)),
      inSchool(2),
    ]);
    const counts = countsOf(await forecastCsv(stem, csv));
    const kept = key.length + 2;
    expect(counts).toEqual(NEVER_LOADED.has(stem) ? { in: kept, kept: 0, load: kept } : { in: kept, kept });
  });

  it('is refused with its columns in another order, and taken with further ones outside', async () => {
    const table = tableOf(stem);
    const [first = '', ...rest] = table.header.split('|');
    const moved = await forecastCsv(stem, `${[...rest, first].join('|')}\n`);
    expect(moved.map(({ header }) => header.accepted)).toEqual([false]);
    const more = `extra|${table.header.toUpperCase()}|more\n|${table.row(inSchool(1))}|\n`;
    const tables = await forecastCsv(stem, more);
    expect(tables.map(({ header, rowsIn }) => [header.accepted, rowsIn])).toEqual([[true, 1]]);
  });
});

it.each(['sch_facility', 'sch_incen_cwsn', 'nsqf_faculty'])(
  '%s in the order of the dictionary is refused (section 8)',
  async (stem) => {
    const { fields } = sourceOf(stem);
    const names = fields.map(({ name }) => name).join('|');
    const values = fields.map(({ example }) => example).join('|');
    const tables = await forecastCsv(stem, `${names}\n${values}\n`);
    expect(tables.map(({ header }) => header.accepted)).toEqual([false]);
    expect(countsOf(tables)).toEqual({ in: 1, kept: 0, columns: 1 });
  },
);
