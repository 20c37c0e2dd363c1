/** Where references are looked up: in the emission, in masters emitted earlier, or nowhere, and what is said then. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkEmission } from '../../../conformance/check-emission.js';
import type { CheckOptions } from '../../../conformance/check-emission.js';
import { exampleCsv, variantCsv } from '../../../conformance/engine/example-csv.js';
import { sampleCsv } from '../../../fixtures/sample/sample-csv.js';
import { writeEmission } from '../../../fixtures/sample/write-emission.js';
import { findSource } from '../../../specs/lookup.js';
import { references } from '../../../specs/references/index.js';
import { keySetOf } from '../../../specs/references/reference.js';
import type { Report } from '../../../specs/report.js';
import type { DataSource, Field } from '../../../specs/source.js';

let work = '';
let root = '';
let earlier = '';
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'masters-'));
  root = join(work, 'cqube_emission');
  earlier = join(work, 'earlier');
  mkdirSync(root);
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

const SCHOOL = '24010100011';
const OTHER = '24010100012';
const attendance = exampleCsv('student_attendance', { SchoolId: OTHER });
const schools = (code: string): string => exampleCsv('school_master', { udise_sch_code: code });

async function check(
  files: Readonly<Record<string, string>>,
  options: Partial<CheckOptions> = {},
): Promise<Report> {
  writeEmission(root, new Map(Object.entries(files)));
  return checkEmission([root], {
    now: () => 0,
    only: ['dataset/unknown-reference'],
    today: '2020-08-01',
    ...options,
  });
}

const MASTER = 'school_master/school_mst';
const ATTENDANCE = 'student_attendance/student_attendance';

/** What the rule says of the attendance file. */
const resultOf = ({ files }: Report) => {
  const file = files.find(({ path }) => path.startsWith('student_attendance'));
  const result = file?.rules.find(({ id }) => id === 'dataset/unknown-reference');
  return result && { state: result.state, checked: result.checked, because: result.skippedBecause ?? null };
};

describe('without the school master', () => {
  it('the rule is skipped, and says which file is missing', async () => {
    const report = await check({ [ATTENDANCE]: attendance });
    expect(resultOf(report)).toEqual({
      state: 'skipped',
      checked: 0,
      because: 'school_master/school_mst.zip is not in the emission',
    });
    expect(report.counts).toEqual({ error: 0, warning: 0, info: 0 });
    expect(report.forecast[0]?.notJudged.map(({ what }) => what)).toContain(
      'rows of schools that are not in the hierarchy',
    );
  });

  it.each([
    [
      'no rows',
      `${schools(SCHOOL).split('\n')[0]}\n`,
      'school_master/school_mst.zip cannot be looked in: it has no rows',
    ],
    ['nothing', '', 'school_master/school_mst.zip cannot be looked in: it is empty'],
    [
      'another delimiter',
      schools(SCHOOL).replaceAll('|', ';'),
      'school_master/school_mst.zip cannot be looked in: its delimiter is wrong',
    ],
    [
      'no key',
      schools(SCHOOL).replace('udise_sch_code', 'code_of_it'),
      'school_master/school_mst.zip cannot be looked in: it lacks the column udise_sch_code',
    ],
    [
      'an open quote',
      `${schools(SCHOOL)}"${OTHER}|x\n`,
      'school_master/school_mst.zip cannot be looked in: the key of one of its rows cannot be told',
    ],
  ])('that holds %s: skipped, with that reason', async (_what, csv, because) => {
    const report = await check({ [MASTER]: csv, [ATTENDANCE]: attendance });
    expect(resultOf(report)).toEqual({ state: 'skipped', checked: 0, because });
  });

  it('that cannot be opened: skipped, with that reason', async () => {
    mkdirSync(join(root, 'school_master'));
    symlinkSync('nowhere', join(root, 'school_master', 'school_mst.zip'));
    const report = await check({ [ATTENDANCE]: attendance });
    expect(resultOf(report)?.because).toMatch(/^school_master\/school_mst\.zip could not be read \(/);
  });

  it('that is no zip: skipped, with that reason', async () => {
    mkdirSync(join(root, 'school_master'));
    writeFileSync(join(root, 'school_master', 'school_mst.zip'), 'no zip');
    const report = await check({ [ATTENDANCE]: attendance });
    expect(resultOf(report)?.because).toBe(
      'school_master/school_mst.zip cannot be looked in: its zip is damaged',
    );
  });
});

describe('with the school master', () => {
  it('tells of the row: the value, the file that was looked in, the key', async () => {
    const report = await check({ [MASTER]: schools(SCHOOL), [ATTENDANCE]: attendance });
    expect(
      report.findings.map(({ message, where, details }) => ({
        message,
        line: where.line,
        column: where.column,
        key: details['key'],
      })),
    ).toEqual([
      {
        message: `“${OTHER}” in “SchoolId” is not in school_master/school_mst.zip (udise_sch_code).`,
        line: 2,
        column: 'SchoolId',
        key: { StudentAttendanceId: '900001' },
      },
    ]);
    expect(report.groups[0]?.values).toEqual({
      distinct: 1,
      andMore: false,
      frequent: [{ value: OTHER, count: 1 }],
    });
    expect(resultOf(report)).toEqual({ state: 'fail', checked: 1, because: null });
  });

  it('forecasts that no report shows the row', async () => {
    const { forecast } = await check({ [MASTER]: schools(SCHOOL), [ATTENDANCE]: attendance });
    const own = forecast.find(({ path }) => path.startsWith('student_attendance'));
    expect(own?.rowsStored).toBe(1);
    expect(own?.rowsNeverShown).toEqual([
      {
        what: 'rows no report shows',
        count: 1,
        reason:
          'their school is not in school_mst: no report shows rows of schools that are not in the hierarchy',
        certainty: 'code',
      },
    ]);
    expect(own?.notJudged.map(({ what }) => what)).not.toContain(
      'rows of schools that are not in the hierarchy',
    );
  });

  it('takes a row that is too wide for what its key says', async () => {
    const wide = `${schools(OTHER).trimEnd()}|x\n`;
    const report = await check({ [MASTER]: wide, [ATTENDANCE]: attendance });
    expect(resultOf(report)).toEqual({ state: 'pass', checked: 1, because: null });
  });

  it('takes the state columns, and names them', async () => {
    const report = await check({ [MASTER]: variantCsv('school_master', 'state'), [ATTENDANCE]: attendance });
    expect(report.counts.warning).toBe(1);
  });
});

describe('masters emitted earlier', () => {
  const withEarlier = (csv: string): void => writeEmission(earlier, new Map([[MASTER, csv]]));

  it('are looked in where the emission has none', async () => {
    withEarlier(schools(OTHER));
    const report = await check({ [ATTENDANCE]: attendance }, { masters: [earlier] });
    expect(resultOf(report)).toEqual({ state: 'pass', checked: 1, because: null });
    expect(report.options.masters).toEqual([earlier]);
  });

  it('may be named as a single zip', async () => {
    withEarlier(schools(SCHOOL));
    const zip = join(earlier, `${MASTER}.zip`);
    const report = await check({ [ATTENDANCE]: attendance }, { masters: [zip] });
    expect(report.findings.map(({ details }) => details['masters'])).toEqual([[zip]]);
  });

  it('add to those of the emission', async () => {
    withEarlier(schools(OTHER));
    const files = { [MASTER]: schools(SCHOOL), [ATTENDANCE]: attendance };
    expect(resultOf(await check(files, { masters: [earlier] }))?.state).toBe('pass');
    withEarlier(schools('24010100099'));
    const { findings } = await check(files, { masters: [earlier] });
    expect(findings.map(({ message }) => message)).toEqual([
      `“${OTHER}” in “SchoolId” is not in school_master/school_mst.zip or ${earlier}/school_master/school_mst.zip (udise_sch_code).`,
    ]);
  });

  it('stand in for one of the emission that cannot be read', async () => {
    withEarlier(schools(OTHER));
    const report = await check({ [MASTER]: '', [ATTENDANCE]: attendance }, { masters: [earlier] });
    expect(resultOf(report)?.state).toBe('pass');
  });

  it('that cannot be read leave the run incomplete', async () => {
    mkdirSync(join(earlier, 'school_master'), { recursive: true });
    symlinkSync('nowhere', join(earlier, 'school_master', 'school_mst.zip'));
    const report = await check({ [ATTENDANCE]: attendance }, { masters: [earlier] });
    expect(report.exitCode).toBe(3);
    expect(report.faults[0]?.message).toContain('given with --masters, could not be read');
    expect(report.files.map(({ verdict }) => verdict)).toEqual(['pass']);
  });

  it('that lack it too are named', async () => {
    writeEmission(earlier, new Map([['district_master/district_mst', exampleCsv('district_master')]]));
    const report = await check({ [ATTENDANCE]: attendance }, { masters: [earlier] });
    expect(resultOf(report)?.because).toBe(
      'school_master/school_mst.zip is neither in the emission nor in --masters',
    );
  });

  it('that are not there at all are refused', async () => {
    await expect(check({ [ATTENDANCE]: attendance }, { masters: [join(work, 'gone')] })).rejects.toThrow(
      'no such file or folder',
    );
  });
});

it('looks up sections too, each in the columns that it has', async () => {
  const enrolment = sampleCsv(findSource('diksha_enrolment') as DataSource);
  const files = (code: string): Readonly<Record<string, string>> => ({
    'district_master/district_mst': exampleCsv('district_master', { udise_district_code: code }),
    'diksha_enrolment/diksha_enrolment': enrolment,
  });
  expect((await check(files('2401'))).groups).toEqual([]);
  const { groups } = await check(files('2499'));
  // In two sections: what the values are is not told of both together.
  expect(groups.map(({ column, count, values }) => ({ column, count, values }))).toEqual([
    { column: 'district_id', count: 6, values: undefined },
  ]);
});

/** One example of each: the file with its example row, and every key column of the master, but for one digit or letter. */
const single = references.filter(({ section, variant, source }) => {
  const first = findSource(source)?.variants[0]?.name ?? null;
  return section === null && variant === first;
});

describe('every reference', () => {
  it.each(single.map((one) => [`${one.source} → ${keySetOf(one)}`, one] as const))(
    '%s',
    async (_name, reference) => {
      const { source, target, fields, targetFields } = reference;
      const [from, to] = [findSource(source), findSource(target)];
      const example = (all: readonly Field[] | undefined, name: string): string =>
        all?.find((field) => field.name === name)?.example ?? '';
      const rowOf = (last: (text: string) => string): string =>
        exampleCsv(
          target,
          Object.fromEntries(
            targetFields.map((name, index) => [
              name,
              index === targetFields.length - 1
                ? last(example(from?.fields, fields[index] ?? ''))
                : example(from?.fields, fields[index] ?? ''),
            ]),
          ),
        );
      const files = (csv: string): Readonly<Record<string, string>> => ({
        [`${to?.folder}/${to?.stem}`]: csv,
        [`${from?.folder}/${from?.stem}`]: exampleCsv(source),
      });
      const columns = ({ groups }: Report): readonly string[] =>
        groups
          .filter(({ path }) => path === `${from?.folder}/${from?.stem}.zip`)
          .map(({ column }) => column ?? '');
      expect(columns(await check(files(rowOf((text) => text))))).not.toContain(fields.at(-1));
      const report = await check(
        files(rowOf((text) => (/^\d+$/.test(text) ? String(BigInt(text) + 1n) : `${text}x`))),
      );
      expect(columns(report)).toContain(fields.at(-1));
      expect(report.findings[0]?.message).not.toMatch(/undefined|\bnull\b|\[object/);
    },
  );
});
