import { academicYear, bigint, codeNumber, dayColumns, integer } from '../columns.js';
import { defineSource } from '../define-source.js';
import type { PipelineType } from '../source.js';

const school = codeNumber('school');

const days = dayColumns([1, 2, 3, 4, 5, 6, 7]);
const dayNames = days.map((day) => day.name);

export const teacherAttendance = defineSource({
  id: 'teacher_attendance',
  folder: 'teacher_attendance',
  stem: 'teacher_attendance',
  title: null,
  report: null,
  kind: 'transaction',
  delimiter: '|',
  fields: [
    academicYear('AC_YEAR', { maxLength: 7, description: 'academic year', example: '2020-21' }),
    bigint('TCHCD', { description: 'teacher id', example: 301001 }),
    integer('MONTH', { description: 'calendar month number', example: 7 }),
    school('SCHCD', { description: 'school code', example: '24010100011' }),
    ...days,
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['SCHCD'], reference: { source: 'school_master', fields: ['udise_sch_code'] }, origin: 'dictionary' },
  ],
  variants: [],
  aliases: [],
  pipeline: {
    keyPrefixes: ['teacher_attendance/'],
    stemPrefix: null,
    delimiter: '|',
    nullWord: 'zero',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'teacher_attendance_trans',
    layouts: {
      default: {
        required: ['TCHCD', 'SCHCD', 'AC_YEAR', 'MONTH', ...dayNames],
        read: ['TCHCD', 'SCHCD', 'AC_YEAR', 'MONTH', ...dayNames],
        nullChecked: ['TCHCD', 'SCHCD', 'AC_YEAR', 'MONTH'],
        key: ['TCHCD', 'SCHCD', 'AC_YEAR', 'MONTH'],
        types: {
          TCHCD: { is: 'long' },
          SCHCD: { is: 'long' },
          AC_YEAR: { is: 'string', optional: true },
          MONTH: { is: 'long' },
          ...Object.fromEntries<PipelineType>(dayNames.map((day) => [day, { is: 'int', tableBits: 16 }])),
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
      'Values are not checked against the codes; half a day (3) counts 0.5.',
      'The text NULL as a day becomes 0.',
      'Stored rows are updated by the teacher id alone.',
      'A row whose school is not in the hierarchy never reaches a report.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet teacher attendance' },
    { from: 'pipeline', where: 'release 3.7, teacher attendance flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'key',
      says: 'None is stated; the table keys on school_id, month, teacher_id and year.',
      used: "the pipeline's key, as a warning in documented",
    },
    { about: 'MONTH', says: 'The dictionary marks it as a foreign key.', used: 'no reference' },
    {
      about: 'TCHCD',
      says: 'It is marked as a foreign key and no emitted source is a list of teacher ids.',
      used: 'no reference',
    },
    {
      about: 'letter case',
      says: 'The dictionary writes MONTH, the flow selects Month.',
      used: 'MONTH; the flow ignores the case',
    },
    {
      about: 'NULL as a day',
      says: 'The flow turns it into 0, which is no printed code.',
      used: 'the printed codes in documented',
    },
    {
      about: 'attendance_id',
      says: 'A second dictionary adds it as a key; it is never emitted.',
      used: 'left out',
    },
    {
      about: 'published tree',
      says: 'The operations document and the list of data source names lack the file; the emission page has it.',
      used: 'the emission page',
    },
  ],
});
