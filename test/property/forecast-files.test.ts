/** Of every file of an emission, whatever was done to it, rows in = rows stored + rows of each fate. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkEmission } from '../../conformance/check-emission.js';
import { sampleCsv } from '../../fixtures/sample/sample-csv.js';
import { writeEmission, zipOf } from '../../fixtures/sample/write-emission.js';
import type { FileForecast } from '../../specs/forecast.js';
import { sources } from '../../specs/sources/index.js';
import { flowTable, sourceOf, TODAY } from '../support/forecast-csv.js';

/** More by hand, after changes. */
const RUNS = Number(process.env['CQUBE_CONFORM_TEST_RUNS'] ?? 150);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-conservation-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Damage = (csv: string, at: number) => string | Uint8Array;

const line = (csv: string, at: number, change: (text: string) => string): string => {
  const lines = csv.split('\n');
  const place = at % lines.length;
  lines[place] = change(lines[place] ?? '');
  return lines.join('\n');
};

/** What may befall the text of a CSV. */
const OF_TEXT: readonly Damage[] = [
  (csv) => csv,
  (csv) => `\u{feff}${csv}`,
  (csv) => Buffer.from(`\u{feff}${csv}`, 'utf16le'),
  (csv) => csv.replaceAll('|', ','),
  (csv) => csv.replaceAll(',', '|'),
  (csv) => csv.replaceAll('|', ';'),
  (csv) => csv.replaceAll('\n', '\r\n'),
  (csv) => csv.replaceAll('\n', '\r'),
  (csv) => csv.trimEnd(),
  (csv, at) => line(csv, at, (text) => text.replace(/[|,][^|,]*$/, '')),
  (csv, at) => line(csv, at, (text) => `${text}|more`),
  (csv, at) => line(csv, at, (text) => `"${text}`),
  (csv, at) => line(csv, at, (text) => `${text}\n\n  \n${text}`),
  (csv, at) => line(csv, at, () => csv.split('\n')[0] ?? ''),
  (csv, at) => line(csv, at, () => ''),
  (csv, at) => csv.slice(0, at % (csv.length + 1)),
  (csv, at) => `${csv.slice(0, at % csv.length)}\0\\"\u{fffd}${csv.slice(at % csv.length)}`,
  () => '',
  (csv) => csv.split('\n')[0] ?? '',
];

type Wrap = (stem: string, content: string | Uint8Array, at: number) => readonly [string, Uint8Array];

const zipped = (stem: string, content: string | Uint8Array): Buffer => zipOf(`${stem}.csv`, content);

/** What may befall the zip, or its name. */
const OF_ZIPS: readonly Wrap[] = [
  (stem, content) => [`${stem}.zip`, zipped(stem, content)],
  (stem, content) => [`${stem}.zip`, zipped(stem, content)],
  (stem, content) => [`${stem}.zip`, zipOf('other.csv', content)],
  (stem, content) => [`${stem}_v2.zip`, zipped(stem, content)],
  (stem, content) => [`${stem}.csv`, Buffer.from(content)],
  (stem, content) => [`${stem}.ZIP`, zipped(stem, content)],
  (stem, content, at) => {
    const zip = zipped(stem, content);
    return [`${stem}.zip`, zip.subarray(0, at % zip.length)];
  },
  (stem, content, at) => {
    const zip = zipped(stem, content);
    zip[at % zip.length] = (zip[at % zip.length] ?? 0) ^ 0x41;
    return [`${stem}.zip`, zip];
  },
  (stem, content) => [`${stem}.zip`, zipOf(`folder/${stem}.csv`, content)],
];

const csvOf = (id: string, isForFlow: boolean): string => {
  if (!isForFlow || sourceOf(id).sections) return sampleCsv(sourceOf(id));
  const table = flowTable(id);
  return table.csv([{}, {}, table.row()]);
};

const file = fc.record({
  id: fc.constantFrom(...sources.map((source) => source.id)),
  isForFlow: fc.boolean(),
  damage: fc.constantFrom(...OF_TEXT),
  more: fc.constantFrom(...OF_TEXT),
  wrap: fc.constantFrom(...OF_ZIPS),
  at: fc.nat(),
});

function holds(forecast: FileForecast): void {
  const { rowsIn, rowsStored, rowsOverwriting, fates, pickup, header } = forecast;
  const lost = fates.reduce((sum, { count }) => sum + count, 0);
  if (rowsIn === null) expect([fates, rowsStored ?? 0]).toEqual([[], 0]);
  else expect((rowsStored ?? NaN) + lost).toBe(rowsIn);
  const isStored = pickup.outcome === 'ingested' && header?.accepted !== false;
  if (!isStored) expect(rowsStored ?? 0).toBe(0);
  expect(rowsOverwriting ?? 0).toBeLessThanOrEqual(rowsStored ?? 0);
  for (const { count } of [...forecast.rowsNeverShown, ...forecast.defects])
    expect(count).toBeLessThanOrEqual(rowsStored ?? 0);
  for (const { count, samples } of fates) expect(samples.length).toBeLessThanOrEqual(count);
}

it('keeps or tells of every row of every file', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (files, forecastOnly) => {
        rmSync(folder, { recursive: true, force: true });
        const content = files.map(({ id, isForFlow, damage, more, wrap, at }) => {
          const damaged = damage(csvOf(id, isForFlow), at);
          const text = typeof damaged === 'string' ? more(damaged, at >> 3) : damaged;
          const { folder: own, stem } = sourceOf(id);
          const [name, bytes] = wrap(stem, text, at);
          return [`${own}/${name}`, bytes] as const;
        });
        writeEmission(folder, new Map(content));
        const report = await checkEmission([folder], { now: () => 0, today: TODAY, forecastOnly });
        expect(report.faults).toEqual([]);
        expect(report.forecast).toHaveLength(new Map(content).size);
        for (const one of report.forecast) holds(one);
      },
    ),
    { numRuns: RUNS },
  );
});
