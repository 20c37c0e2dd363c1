/** Plain rows that come in batches end where they end one by one, and what is counted of them is the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowTable, forecastCsv } from '../../support/forecast-csv.js';
import type { Changes } from '../../support/forecast-csv.js';

const same = async (id: string, rows: readonly Changes[], today: string, profile: string): Promise<void> => {
  const csv = flowTable(id).csv(rows);
  const options = { today, profile, loadBatchRows: 7 };
  const oneByOne = await forecastCsv(id, csv, { ...options, accelerateAfter: 1e9 });
  for (const chunk of [500, 5000])
    expect(await forecastCsv(id, csv, { ...options, accelerateAfter: 1, chunk })).toEqual(oneByOne);
};

const few = <Value>(usual: Value, ...others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

const table = (row: fc.Arbitrary<Changes>): fc.Arbitrary<readonly Changes[]> =>
  fc.array(row, { minLength: 1, maxLength: 60 });

const profile = fc.constantFrom('documented', 'pipeline-3.7');

describe('rows in batches', () => {
  it('of attendance: months, Sundays, days to come, day 14', async () => {
    const day = few(
      '1',
      '2',
      '',
      '"1"',
      '""',
      '"NULL"',
      'NULL',
      '5',
      '40000',
      'x',
      '00000000000000000000001',
    );
    const row = fc.record({
      AcademicYear: few('2020-21', '2019-20', '"2020-21"', '2021-22', 'NULL', 'a year of its own'),
      Month: few('7', '8', '07', '6', '"7"', 'x'),
      4: day,
      5: day,
      14: day,
      19: day,
      30: day,
      31: day,
    });
    await fc.assert(
      fc.asyncProperty(
        table(row),
        fc.constantFrom('2020-07-29', '2020-08-15', '2020-06-30'),
        profile,
        (rows, today, rules) =>
          same(
            'student_attendance',
            rows.map((one, index) => ({ StudentAttendanceId: String(index + 1), ...one })),
            today,
            rules,
          ),
      ),
      { numRuns: 60 },
    );
  });

  it('of results: exams that are too old', async () => {
    const codes = [
      'PAT030201012020',
      'PAT030217052020',
      '"PAT030216052020"',
      '',
      'PAT0302',
      `P${'0'.repeat(120)}`,
    ];
    const row = fc.record({
      exam_code: few('PAT030215072020', ...codes),
      obtained_marks: few('1', 'x', ''),
      student_id: few('1', '', '99999999999999999999'),
    });
    await fc.assert(
      fc.asyncProperty(table(row), profile, (rows, rules) =>
        same(
          'periodic_exam_result_trans',
          rows.map((one, index) => ({ student_uid: String(index + 1), ...one })),
          '2020-08-15',
          rules,
        ),
      ),
      { numRuns: 40 },
    );
  });

  it('of a file whose every load fails, and of schools that no map shows', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => String(24010100001 + index));
    await same(
      'nsqf_enr_sub_sec',
      rows.map((school, index) => ({ udise_sch_code: school, sector_no: String(index % 90) })),
      '2020-08-15',
      'pipeline-3.7',
    );
    await same(
      'inspection_master',
      rows.map((school, index) => ({ InspectionId: String(index), SchoolId: index % 3 ? school : '9999' })),
      '2020-08-15',
      'documented',
    );
  });
});
