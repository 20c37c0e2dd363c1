/** Fates of rows of attendance, with where the facts say so. */
import type { ForecastCase } from '../forecast-cases.js';
import type { Changes } from '../forecast-csv.js';

const student = (id: number, changes: Changes = {}): Changes => ({
  StudentAttendanceId: String(id),
  ...changes,
});
export const teacher = (id: number, changes: Changes = {}): Changes => ({ TCHCD: String(id), ...changes });

const everyDay = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [String(index + 1), '1']));

export const attendanceCases: readonly ForecastCase[] = [
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
  {
    source: 'student_attendance',
    about: 'Sundays, days to come, day 14 of rows that are stored already',
    cites: '3: Sundays and days after today are skipped; day 14 is filled from day 4',
    options: { today: '2020-07-28' },
    // July 2020: Sundays on 5, 12, 19, 26; after the 28th come 29, 30, 31.
    rows: [
      student(1, everyDay),
      student(2, { ...everyDay, 5: 'NULL', 12: '', 14: '2', 31: '' }),
      student(3, { ...everyDay, StudentId: 'x' }),
    ],
    expected: { kept: 2, 'datatype StudentId': 1 },
    also: { 'values of Sundays': 4 + 2, 'values of days to come': 3 + 2, 'day-14-from-day-4': 1 },
  },
  {
    source: 'teacher_attendance',
    about: 'a month to come',
    cites: '3: a future year-month is rejected',
    rows: [teacher(1, { MONTH: '9' }), teacher(2, { MONTH: '8' })],
    expected: { kept: 0, 'future-month MONTH': 1, 'other-month MONTH': 1 },
  },
  {
    source: 'teacher_attendance',
    about: 'a day beyond 16 bit takes its batch; stored rows are found by the teacher alone',
    cites: '1.7: load; 3: teacher updates match on the teacher id only; Sundays',
    options: { loadBatchRows: 2 },
    rows: [teacher(1, everyDay), teacher(2, everyDay), teacher(3, { 5: '40000' }), teacher(4, everyDay)],
    expected: { kept: 2, 'load 5': 1, 'load-batch': 1 },
    also: { 'updated-by-teacher-alone': 2, 'values of Sundays': 8 },
  },
];
