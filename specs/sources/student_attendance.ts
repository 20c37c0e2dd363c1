import { academicYear, bigint, codeNumber, dayColumns, integer } from '../columns.js';
import { defineSource } from '../define-source.js';
import type { PipelineType } from '../source.js';

const school = codeNumber('school');

const days = dayColumns([1, 2, 5]);
const dayNames = days.map((day) => day.name);

export const studentAttendance = defineSource({
  id: 'student_attendance',
  folder: 'student_attendance',
  stem: 'student_attendance',
  title: 'Student Attendance',
  report: 'SAR Report',
  kind: 'transaction',
  delimiter: '|',
  fields: [
    bigint('StudentAttendanceId', { required: true, description: 'row id, one student and month', example: 900001 }),
    bigint('StudentId', { description: 'student id', example: 24010001 }),
    school('SchoolId', { description: 'school code', example: '24010100011' }),
    bigint('AadhaarUID', { sensitive: 'aadhaar', description: 'student unique id', example: '100000000000001' }),
    academicYear('AcademicYear', { maxLength: 7, description: 'academic year', example: '2020-21' }),
    integer('Month', { description: 'calendar month number', example: 7 }),
    ...days,
  ],
  primaryKey: ['StudentAttendanceId'],
  foreignKeys: [
    { fields: ['SchoolId'], reference: { source: 'school_master', fields: ['udise_sch_code'] }, origin: 'dictionary' },
  ],
  variants: [],
  aliases: [],
  limits: { rows: 12_500_000, bytes: 1_500_000_000 },
  pipeline: {
    keyPrefixes: ['student_attendance'],
    stemPrefix: null,
    delimiter: '|',
    nullWord: 'null',
    trims: false,
    duplicateKey: 'all-dropped',
    table: 'student_attendance_trans',
    layouts: {
      default: {
        required: ['StudentAttendanceId', 'StudentId', 'SchoolId', 'AcademicYear', 'Month', ...dayNames],
        read: ['StudentAttendanceId', 'StudentId', 'SchoolId', 'AcademicYear', 'Month', ...dayNames],
        nullChecked: ['StudentAttendanceId', 'StudentId', 'SchoolId', 'AcademicYear', 'Month'],
        key: ['StudentAttendanceId', 'StudentId', 'SchoolId', 'AcademicYear', 'Month'],
        types: {
          StudentAttendanceId: { is: 'long' },
          StudentId: { is: 'long' },
          SchoolId: { is: 'long' },
          AcademicYear: { is: 'string', optional: true },
          Month: { is: 'long' },
          ...Object.fromEntries<PipelineType>(dayNames.map((day) => [day, { is: 'int', optional: true, tableBits: 16 }])),
        },
      },
    },
    notes: [
      'Months 6 to 12 belong to the first year of the academic year, months 1 to 5 to the second.',
      'One month a file: the first year and month found are kept, rows of other months are removed.',
      'A month in the future is refused.',
      'Sundays and days after today are not loaded.',
      'A day that already holds any value for its month in the database is not loaded again.',
      'The stem is not looked at.',
      'Values are not checked against the codes: 1 and 2 make a working day, others are stored and not counted.',
      'AadhaarUID is not read (release 1.13 asked for it in the header).',
      'For stored rows day 14 is filled from day 4 (a defect of the flow).',
      'A row whose school is not in the hierarchy never reaches a report.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet StudentAttendanceMST' },
    { from: 'sample', where: 'the published sample agrees' },
    { from: 'pipeline', where: 'release 3.7, attendance flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'unmarked days',
      says: 'The sample writes NULL there; the printed codes are 1, 2 and 5.',
      used: 'the printed codes, or a blank',
    },
    {
      about: 'NULL as a day',
      says: 'Read once as the number 0, which is no printed code, and once as a null.',
      used: 'null: the reader of this flow takes the word NULL so',
    },
    {
      about: 'key',
      says: 'The table keys on attendance_id, month and year (release 1.13: attendance_id alone).',
      used: 'StudentAttendanceId as printed',
    },
    {
      about: 'year',
      says: 'The table keeps an int; the dictionary prints text such as 2018-19.',
      used: 'academic year as text',
    },
    {
      about: 'AadhaarUID',
      says: 'Described with 18 digits; sample values have 15; the table drops it.',
      used: 'bigint without a number of digits, never shown in a report',
    },
    {
      about: 'target of SchoolId',
      says: 'It is marked as a foreign key and no target is named.',
      used: 'school_master',
    },
  ],
});
