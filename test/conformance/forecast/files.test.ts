/** Forecasts of whole files and emissions: what is picked up, what the zip does to it, which reports are fed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkEmission } from '../../../conformance/check-emission.js';
import type { CheckOptions } from '../../../conformance/check-emission.js';
import { exceeds, preventableLoss, readLossLimit } from '../../../conformance/engine/loss.js';
import { sampleCsv, sampleEmission } from '../../../fixtures/sample/sample-csv.js';
import { writeEmission, zipOf } from '../../../fixtures/sample/write-emission.js';
import type { FileContent } from '../../../fixtures/sample/write-emission.js';
import type { FileForecast } from '../../../specs/forecast.js';
import { defaultIngestion } from '../../../specs/ingestion/index.js';
import type { Report } from '../../../specs/report.js';
import { sources } from '../../../specs/sources/index.js';
import { sourceOf } from '../../support/forecast-csv.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-forecast-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const NOON = Date.parse('2020-08-15T12:00:00Z');

function check(files: Record<string, FileContent>, options: Partial<CheckOptions> = {}): Promise<Report> {
  writeEmission(folder, new Map(Object.entries(files)));
  return checkEmission([folder], { now: () => NOON, ...options });
}

const csvOf = (id: string): string => sampleCsv(sourceOf(id));

async function forecastOf(path: string, content: FileContent): Promise<FileForecast> {
  const { forecast } = await check({ [path]: content });
  expect(forecast).toHaveLength(1);
  const [only] = forecast;
  if (only === undefined) throw new Error('no forecast');
  return only;
}

const short = ({ source, pickup, rowsIn, rowsStored }: FileForecast): unknown => [
  source,
  pickup.outcome,
  pickup.stays,
  rowsIn,
  rowsStored,
];

const districts = (name = 'district_mst.csv'): Buffer => zipOf(name, csvOf('district_master'));

describe('facts of every source', () => {
  it.each(sources.map(({ id }) => id))('%s', (id) => {
    expect(Object.keys(defaultIngestion.sources)).toContain(id);
  });

  it('know no source that there is not', () => {
    expect(Object.keys(defaultIngestion.sources).toSorted()).toEqual(sources.map(({ id }) => id).toSorted());
  });

  it('are data, and name columns that the flow reads', () => {
    for (const [id, ingestion] of Object.entries(defaultIngestion.sources)) {
      expect(JSON.parse(JSON.stringify(ingestion))).toEqual(ingestion);
      const { onlyWhere, earliestBy, month, retention, tableKey, comparedOn, blankBreaksLoad } = ingestion;
      const named = [
        onlyWhere?.column,
        earliestBy,
        month?.year,
        month?.month,
        retention?.column,
        ...(month?.days ?? []),
        ...(tableKey?.columns ?? []),
        ...(comparedOn ?? []),
        ...(blankBreaksLoad ?? []),
      ].filter((name) => name !== undefined);
      const read = new Set(Object.values(sourceOf(id).pipeline.layouts).flatMap((layout) => layout.read));
      expect(
        named.filter((name) => !read.has(name)),
        id,
      ).toEqual([]);
    }
  });
});

describe('picked up or not (facts, sections 1.2 to 1.4)', () => {
  it.each<[path: string, content: () => FileContent, expected: readonly unknown[]]>([
    ['district_master/district_mst.zip', districts, ['district_master', 'ingested', false, 3, 3]],
    // The stem is tested by its beginning.
    ['district_master/district_mst_v2.zip', districts, ['district_master', 'ingested', false, null, null]],
    ['district_master/districts.zip', districts, [null, 'refused', false, null, 0]],
    [
      'district_master/district_mst.csv',
      () => csvOf('district_master'),
      ['district_master', 'refused', false, 3, 0],
    ],
    ['District_master/district_mst.zip', districts, ['district_master', 'ignored', true, 3, 0]],
    ['udise/unknown.zip', districts, [null, 'ignored', true, null, 0]],
    // diksha_tpd alone takes a plain CSV.
    ['diksha/diksha_tpd.csv', () => 'Collection Id,x\n1,2\n', ['diksha_tpd', 'ingested', false, 1, 0]],
    [
      'student_attendance/student_attendance.zip',
      () => zipOf('x.csv', csvOf('student_attendance')),
      ['student_attendance', 'ingested', false, 3, 3],
    ],
    [
      'diksha/diksha_data_summary.zip',
      () => zipOf('x.csv', csvOf('diksha_data_summary')),
      ['diksha_data_summary', 'refused', false, 3, 0],
    ],
    [
      'district_master/district_mst.zip',
      () => Buffer.from('no zip at all'),
      ['district_master', 'refused', false, null, 0],
    ],
    [
      'district_master/district_mst.zip',
      () => zipOf('district_mst.csv', 'district_name|udise_district_code\n'),
      ['district_master', 'refused', false, 0, 0],
    ],
    [
      'district_master/district_mst.zip',
      () => zipOf('district_mst.csv', ''),
      ['district_master', 'refused', false, 0, 0],
    ],
  ])('%s', async (path, content, expected) => {
    expect(short(await forecastOf(path, content()))).toEqual(expected);
  });

  it('loses what has two CSVs in one zip', async () => {
    const zip = new AdmZip();
    zip.addFile('district_mst.csv', Buffer.from(csvOf('district_master')));
    zip.addFile('more.csv', Buffer.from('a|b\n'));
    const forecast = await forecastOf('district_master/district_mst.zip', zip.toBuffer());
    expect([forecast.pickup.outcome, forecast.pickup.certainty]).toEqual(['refused', 'inferred']);
  });
});

describe('a header', () => {
  const rows = '\nA|2401\nB|2402\n';

  it.each([
    ['in another case and order, with more columns', `UDISE_DISTRICT_CODE|x|District_Name\n2401|1|A\n`, true],
    ['in quotes, found by name', `"district_name"|"udise_district_code"${rows}`, true],
    ['without a column', `district_name|code${rows}`, false],
    ['behind a byte-order mark', `\u{feff}district_name|udise_district_code${rows}`, false],
    ['with commas', 'district_name,udise_district_code\nA,2401\n', false],
    ['with a name twice', `district_name|udise_district_code|district_name\nA|2401|B\n`, false],
  ])('%s', async (_, csv, accepted) => {
    const forecast = await forecastOf('district_master/district_mst.zip', zipOf('district_mst.csv', csv));
    expect(forecast.header?.accepted, forecast.header?.because).toBe(accepted);
    expect(forecast.rowsStored).toBe(accepted ? forecast.rowsIn : 0);
    expect(forecast.rowsIn).toBe(csv.trim().split('\n').length - 1);
  });

  it('in UTF-16 is refused, with the certainty that it was not run', async () => {
    const csv = Buffer.from(`\u{feff}district_name|udise_district_code${rows}`, 'utf16le');
    const { header } = await forecastOf('district_master/district_mst.zip', zipOf('district_mst.csv', csv));
    expect([header?.accepted, header?.certainty]).toEqual([false, 'inferred']);
  });

  it('in quotes is refused where the flow compares the bare line', async () => {
    const csv = csvOf('sch_safety').replace('udise_sch_code', '"udise_sch_code"');
    const { header } = await forecastOf('udise/sch_safety.zip', zipOf('sch_safety.csv', csv));
    expect(header?.accepted).toBe(false);
  });
});

it('loses the file of a quote without its partner', async () => {
  const csv = 'district_name|udise_district_code\nA|2401\n"B|2402\n';
  const { fates } = await forecastOf('district_master/district_mst.zip', zipOf('district_mst.csv', csv));
  expect(fates.map(({ fate, count }) => [fate, count])).toEqual([['unreadable', 2]]);
});

it('is in every report, and never changes what the rules say', async () => {
  const files = Object.fromEntries(sampleEmission());
  const plain = await check(files);
  expect(plain.forecast.map(({ path }) => path)).toEqual(plain.files.map(({ path }) => path));
  expect([plain.verdict, plain.exitCode]).toEqual(['conformant', 0]);
  const strict = await check(files, { failOnLoss: { rows: 0 } });
  expect([strict.verdict, strict.exitCode]).toEqual(['conformant', 1]);
  expect(strict.findings).toEqual(plain.findings);
  const only = await check(files, { forecastOnly: true });
  expect(only.forecast).toEqual(plain.forecast);
  expect([only.rules, only.findings, only.exitCode, only.verdict]).toEqual([[], [], 0, 'inconclusive']);
});

it('tells which reports an emission can feed', async () => {
  const files = Object.fromEntries(sampleEmission());
  const states = ({ reportsFed }: Report): Record<string, string> =>
    Object.fromEntries(reportsFed.map(({ report, state }) => [report, state]));
  const whole = await check(files, { today: '2020-07-31' });
  expect(states(whole)).toEqual({
    SAR: 'fed',
    TAR: 'fed',
    CRC: 'fed',
    PAT: 'fed',
    SAT: 'fed',
    Infrastructure: 'fed',
    UDISE: 'fed',
    // As documented, with pipes: the flow cuts at commas.
    'DIKSHA usage': 'incomplete',
    'DIKSHA TPD': 'incomplete',
  });
  rmSync(join(folder, 'pat', 'periodic_exam_qst_mst.zip'));
  rmSync(join(folder, 'udise'), { recursive: true });
  const part = await checkEmission([folder], { now: () => NOON, today: '2020-07-31' });
  expect(states(part)).toMatchObject({ PAT: 'incomplete', UDISE: 'absent', SAT: 'fed' });
  expect(part.reportsFed.find(({ report }) => report === 'PAT')?.missing).toEqual([
    { source: 'periodic_exam_qst_mst', because: 'not in this emission' },
  ]);
});

describe('limits of loss', () => {
  it.each([
    ['0', { rows: 0 }],
    ['12', { rows: 12 }],
    ['2.5%', { percent: 2.5 }],
    ['100%', { percent: 100 }],
    ['101%', null],
    ['1.5', null],
    ['-1', null],
    ['', null],
    ['%', null],
  ])('%s', (text, expected) => {
    expect(readLossLimit(text)).toEqual(expected);
  });

  it('count what the emitter can prevent, and lost files of unknown size always', async () => {
    const { forecast } = await check({
      'district_master/district_mst.csv': csvOf('district_master'),
      'block_master/block_mst.zip': zipOf('block_mst.csv', csvOf('block_master')),
      // Too old on this day, which nobody can help.
      'sat/semester_exam_result_trans.zip': zipOf(
        'semester_exam_result_trans.csv',
        csvOf('semester_exam_result_trans').replaceAll('2020', '2018'),
      ),
      'readme.txt': Buffer.from('no data'),
    });
    const loss = preventableLoss(forecast);
    expect(loss).toEqual({ rows: 3, files: 0, of: 9 });
    expect([exceeds(loss, { rows: 2 }), exceeds(loss, { rows: 3 })]).toEqual([true, false]);
    expect([exceeds(loss, { percent: 33 }), exceeds(loss, { percent: 34 })]).toEqual([true, false]);
    expect(exceeds({ rows: 0, files: 1, of: 0 }, { percent: 100 })).toBe(true);
  });
});
