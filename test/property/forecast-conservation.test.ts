/**
 * Rows in = rows stored + rows of each fate, whatever the file holds; and the forecast is the same beside any rules and
 * for any chunks. For one source a plain reading of the stages, with strings and maps, must agree.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsOf, flowTable, forecastCsv } from '../support/forecast-csv.js';
import type { Changes, FlowTable } from '../support/forecast-csv.js';

/** More by hand, after changes: 20 sources or so, twice each. */
const RUNS = Number(process.env['CQUBE_CONFORM_TEST_RUNS'] ?? 60);

const VALUES = [
  '', ' ', 'NULL', 'null', '0', '0.0', '0.00', '1', '2', '01', '+3', '-1', '3.0', '7', '8', '99', '40000', '99999999999',
  '2020-21', '2019-20', '2020-07-15', '2020-07-15 10:00:00', '2020-05-01', '31/12/2020', 'true', 'FALSE', 'x', 'विद्यालय',
  'PAT030215072020', 'PAT030201012020', '"1"', '""', '"NULL"', '"a""b"', ' 1 ', 'n'.repeat(260),
] as const; // prettier-ignore

/** Sources of each flow, with the columns in which their rows vary. */
const SOURCES: readonly (readonly [id: string, layout: string | undefined, columns: readonly string[]])[] = [
  ['district_master', 'udise', ['udise_district_code', 'district_name']],
  ['block_master', 'udise', ['udise_block_code', 'block_name']],
  ['school_master', 'udise', ['udise_sch_code', 'school_name', 'latitude', 'sch_category_id']],
  ['grade_details', undefined, ['school_id', 'grade', 'students_count']],
  [
    'student_attendance',
    undefined,
    ['StudentAttendanceId', 'StudentId', 'AcademicYear', 'Month', '4', '5', '14', '31'],
  ],
  ['teacher_attendance', undefined, ['TCHCD', 'MONTH', '1']],
  ['inspection_master', undefined, ['InspectionId', 'VisitDate', 'IsOffline', 'TotalClassRooms']],
  ['user_location_master', undefined, ['InspectionId', 'InSchoolLocation', 'CreatedOn', 'Latitude']],
  ['infra_trans', undefined, ['school_id', 'NoOfToilet']],
  ['periodic_exam_result_trans', undefined, ['exam_code', 'student_uid', 'obtained_marks']],
  ['diksha_data_summary', 'sample', ['object_id', 'total_count', 'dimensions_mode']],
  ['diksha_tpd', undefined, ['user uuid', 'progress', 'Batch Id']],
  ['diksha_tpd_mapping', 'sample', ['Diksha UUID', 'School UDISE ID', 'status']],
  ['sch_exmres_c12', undefined, ['udise_sch_code', 'item_id', 'stream_id', 'ac_year']],
  ['tch_profile', undefined, ['udise_sch_code', 'tch_code']],
  ['nsqf_faculty', 'pipeline', ['udise_sch_code', 'nsqf_faculty_id']],
];

const damagedLine = fc.constantFrom(
  '',
  '   ',
  '|',
  ',',
  'a|b',
  '1|2|3|4|5|6|7|8|9|10|11|12|13|14',
  '"open',
  '"a"b|c',
  '\\',
);

/** Few values, so that rows often repeat. */
const rowOf = (columns: readonly string[]): fc.Arbitrary<Changes> =>
  fc
    .array(fc.tuple(fc.constantFrom(...columns), fc.constantFrom(...VALUES)), { maxLength: 3 })
    .map((changes) => Object.fromEntries(changes));

const linesOf = (table: FlowTable, columns: readonly string[], damage: boolean): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 12, arbitrary: rowOf(columns).map((changes) => table.row(changes)) },
        ...(damage
          ? [
              { weight: 1, arbitrary: damagedLine },
              { weight: 1, arbitrary: fc.constant(table.header) },
            ]
          : []),
      ),
      { maxLength: 30 },
    )
    .map((lines) => `${[table.header, ...lines].join('\n')}\n`);

describe.each(SOURCES)('%s', (id, layout, columns) => {
  const table = flowTable(id, layout);

  it.each([false, true])('keeps or tells of every row (damaged lines: %s)', async (damage) => {
    await fc.assert(
      fc.asyncProperty(
        linesOf(table, columns, damage),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 1000 }),
        async (csv, chunk, loadBatchRows, accelerateAfter) => {
          const outlook = await forecastCsv(id, csv, { loadBatchRows });
          const counts = countsOf(outlook);
          const { in: rowsIn = 0, kept = 0, overwriting = 0, ...lost } = counts;
          expect(Object.values(lost).reduce((sum, count) => sum + count, kept)).toBe(rowsIn);
          expect(overwriting).toBeLessThanOrEqual(kept);
          if (!csv.includes('"') && !csv.includes('\\'))
            expect(rowsIn).toBe(
              csv
                .split('\n')
                .slice(1)
                .filter((line) => line.trim() !== '').length,
            );
          for (const way of [
            { profile: 'pipeline-3.7', chunk },
            { alone: true, chunk },
            { accelerateAfter, chunk },
            { profile: 'pipeline-3.7', accelerateAfter, chunk },
          ] as const)
            expect(await forecastCsv(id, csv, { ...way, loadBatchRows })).toEqual(outlook);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

/** Stages of grade_details read plainly: 32 and 64 bit, then copies, then one id. */
function plainly(rows: readonly (readonly [string, string, string])[]): Record<string, number> {
  const counts: Record<string, number> = { in: rows.length, kept: 0 };
  const add = (name: string, count = 1): void => {
    if (count > 0) counts[name] = (counts[name] ?? 0) + count;
  };
  const isInteger = (text: string, limit: bigint): boolean =>
    /^[+-]?\d+$/.test(text) && BigInt(text.replace('+', '')) < limit;
  const left = rows
    .map((row) => row.map((value) => value.trim()).map((value) => (value === 'NULL' ? '' : value)))
    .filter(([school = '', grade = '', students = '']) => {
      const bad = !isInteger(school, 1n << 63n)
        ? 'school_id'
        : !isInteger(grade, 1n << 31n)
          ? 'grade'
          : students !== '' && !isInteger(students, 1n << 31n)
            ? 'students_count'
            : null;
      if (bad !== null) add(`datatype ${bad}`);
      return bad === null;
    });
  const distinct = [...new Set(left.map((row) => JSON.stringify(row)))].map(
    (text) => JSON.parse(text) as string[],
  );
  add('same-record', left.length - distinct.length);
  const keyOf = ([school, grade]: readonly string[]): string => `${school} ${grade}`;
  const kept = distinct.filter((row) => distinct.filter((other) => keyOf(other) === keyOf(row)).length === 1);
  add('same-id', distinct.length - kept.length);
  add('kept', kept.length);
  return counts;
}

it('agrees with a plain reading of the stages', async () => {
  const plain = fc.constantFrom('', ' ', 'NULL', '1', '2', ' 2', '01', '+3', '3.0', 'x', '99999999999');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(plain, plain, plain), { minLength: 1, maxLength: 40 }),
      async (rows) => {
        const csv = `school_id|grade|students_count\n${rows.map((row) => `${row.join('|')}\n`).join('')}`;
        expect(countsOf(await forecastCsv('grade_details', csv))).toEqual(plainly(rows));
      },
    ),
    { numRuns: 200 },
  );
});
