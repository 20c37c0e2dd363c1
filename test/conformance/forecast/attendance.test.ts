/** Student and teacher attendance: one month a file, no month to come, days by the calendar. */
import { expect, it } from 'vitest';
import { testForecasts } from '../../support/forecast-cases.js';
import { flowTable, forecastCsv } from '../../support/forecast-csv.js';
import type { Changes } from '../../support/forecast-csv.js';

const student = (id: number, changes: Changes = {}): Changes => ({
  StudentAttendanceId: String(id),
  ...changes,
});
const teacher = (id: number, changes: Changes = {}): Changes => ({ TCHCD: String(id), ...changes });

testForecasts([
  {
    source: 'student_attendance',
    cites: '3: five null-checked, key of five, one month; 1.7',
    rows: [
      student(1),
      student(2, { StudentId: 'x' }),
      student(3, { AcademicYear: '' }),
      student(4, { AcademicYear: 'NULL' }),
      student(5, { Month: 'NULL' }),
      student(6, { 1: 'P' }),
      student(7, { 1: '', 2: 'NULL' }),
      student(8, { Month: '6' }),
      student(9, { 1: '1' }),
      student(9, { 1: '2' }),
      student(1),
      student(10, { StudentId: '24010002' }),
      // Another student under the id: no same id, as the key has five columns.
      student(10, { StudentId: '24010003' }),
    ],
    expected: {
      kept: 4,
      'datatype StudentId': 1,
      'null AcademicYear': 2,
      'datatype Month': 1,
      'datatype 1': 1,
      'other-month Month': 1,
      'same-id': 2,
      'same-record': 1,
    },
  },
  {
    source: 'student_attendance',
    about: 'the first month that is left decides',
    cites: '3: one month per file, after the checks of 1.7',
    rows: [
      // Dropped as one id, so June is not the file's month.
      student(1, { Month: '6', 1: '1' }),
      student(1, { Month: '6', 1: '2' }),
      student(2, { Month: '7' }),
      student(3, { Month: '6' }),
    ],
    expected: { kept: 1, 'same-id': 2, 'other-month Month': 1 },
  },
  {
    source: 'student_attendance',
    about: 'a month to come',
    cites: '3: a future year-month is rejected; months 1 to 5 are of the second year',
    rows: [student(1, { Month: '1' }), student(2, { Month: '1' }), student(3, { Month: '8' })],
    expected: { kept: 0, 'future-month Month': 2, 'other-month Month': 1 },
  },
  {
    source: 'student_attendance',
    about: 'the running month is none to come',
    cites: '3',
    options: { today: '2020-07-01' },
    rows: [student(1), student(2, { Month: '07' })],
    expected: { kept: 2 },
  },
  {
    source: 'student_attendance',
    about: 'a day beyond 16 bit takes its batch',
    cites: '1.7: load; table of days smallint',
    options: { loadBatchRows: 2 },
    rows: [student(1), student(2), student(3), student(4, { 5: '40000' }), student(5)],
    expected: { kept: 3, 'load 5': 1, 'load-batch': 1 },
  },
  {
    source: 'teacher_attendance',
    cites: '3: four checked; the day NULL becomes 0; an empty day is no integer',
    rows: [
      teacher(1),
      teacher(2, { 1: 'NULL' }),
      teacher(3, { 1: '' }),
      teacher(4, { AC_YEAR: '' }),
      teacher(5, { SCHCD: 'NULL' }),
      teacher(6, { MONTH: '6' }),
      teacher(7, { 1: '1' }),
      teacher(7, { 1: '2' }),
      teacher(1),
    ],
    expected: {
      kept: 2,
      'datatype 1': 1,
      'null AC_YEAR': 1,
      'datatype SCHCD': 1,
      'other-month MONTH': 1,
      'same-id': 2,
      'same-record': 1,
    },
  },
]);

it('counts the values of Sundays and of days to come in rows that are stored, and rows of day 14', async () => {
  const days = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [String(index + 1), '1']));
  const csv = flowTable('student_attendance').csv([
    student(1, days),
    student(2, { ...days, 5: 'NULL', 12: '', 14: '2', 31: '' }),
    student(3, { ...days, StudentId: 'x' }),
  ]);
  const [table] = await forecastCsv('student_attendance', csv, { today: '2020-07-28' });
  // July 2020: Sundays on 5, 12, 19, 26; after the 28th come 29, 30, 31.
  expect(table?.valuesNotLoaded.map(({ what, count }) => [what, count])).toEqual([
    ['values of Sundays', 4 + 2],
    ['values of days to come', 3 + 2],
  ]);
  expect(table?.defects.map(({ what, count }) => [what, count])).toEqual([['day-14-from-day-4', 1]]);
});

it('does not look at days to come of a month that is over', async () => {
  const csv = flowTable('teacher_attendance').csv([teacher(1)]);
  const [table] = await forecastCsv('teacher_attendance', csv, { today: '2020-08-01' });
  expect(table?.valuesNotLoaded.map(({ what }) => what)).toEqual(['values of Sundays']);
});
