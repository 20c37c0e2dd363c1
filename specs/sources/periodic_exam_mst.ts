import { academicYear, date, integer, number, string } from '../columns.js';
import { defineSource } from '../define-source.js';

const fields = [
  integer('exam_id', { required: true, description: 'exam id', example: 101 }),
  string('medium', { maxLength: 20, description: 'language of the exam', example: 'Gujarati' }),
  integer('standard', { description: 'class examined', example: 3 }),
  string('division', { maxLength: 20, description: 'section examined', example: 'A' }),
  integer('subject_id', { description: 'subject id', example: 2 }),
  integer('exam_type_id', { description: 'exam type id', example: 1 }),
  string('exam_code', { maxLength: 100, description: 'exam code', example: 'PAT030215072020' }),
  date('exam_date', { description: 'day of the exam', example: '2020-07-15' }),
  integer('total_questions', { description: 'number of exam questions', example: 10 }),
  number('total_marks', { description: 'maximum marks', example: 20 }),
  academicYear('assessment_year', { required: true, maxLength: 20, description: 'academic year of the exam', example: '2020-21' }),
  string('exam_type', { maxLength: 50, description: 'exam type name', example: 'Monthly test' }),
  string('subject_name', { maxLength: 50, description: 'subject name', example: 'Mathematics' }),
];
const names = fields.map((field) => field.name);

export const periodicExamMst = defineSource({
  id: 'periodic_exam_mst',
  folder: 'pat',
  stem: 'periodic_exam_mst',
  title: 'Periodic Exam Master',
  report: 'Periodic Exams',
  kind: 'static',
  delimiter: '|',
  fields,
  primaryKey: ['exam_id', 'assessment_year'],
  foreignKeys: [],
  variants: [],
  aliases: [],
  pipeline: {
    keyPrefixes: ['pat/'],
    stemPrefix: 'periodic_exam_mst',
    delimiter: '|',
    nullWord: 'text',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'periodic_exam_mst',
    layouts: {
      default: {
        required: names,
        read: names,
        nullChecked: [
          'exam_id', 'assessment_year', 'medium', 'standard', 'subject_id', 'subject_name', 'exam_type_id',
          'exam_type', 'exam_code', 'exam_date', 'total_questions', 'total_marks',
        ],
        key: ['exam_id', 'assessment_year'],
        types: {
          exam_id: { is: 'int' },
          assessment_year: { is: 'string', optional: true },
          medium: { is: 'string', optional: true },
          standard: { is: 'int' },
          division: { is: 'string', optional: true },
          subject_id: { is: 'int' },
          subject_name: { is: 'string', optional: true },
          exam_type_id: { is: 'int' },
          exam_type: { is: 'string', optional: true },
          exam_code: { is: 'string', optional: true },
          exam_date: { is: 'date' },
          total_questions: { is: 'int' },
          total_marks: { is: 'int' },
        },
        maxLengths: {
          assessment_year: 20, medium: 20, division: 20, subject_name: 50, exam_type: 50, exam_code: 100,
        },
      },
    },
    notes: [
      'Results read the exam date out of exam_code: three letters, two digits for the grade, two for the subject, then ddmmyyyy.',
      'The form 2020-21 of assessment_year is documented and not checked.',
      'An exam id in two years is counted as a duplicate and yet kept.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet PAT data' },
    { from: 'sample', where: 'the published sample agrees' },
    { from: 'pipeline', where: 'release 3.7, pat flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'exam_id',
      says: 'Its row in the dictionary is shifted by one cell.',
      used: 'read as int and primary key',
    },
    {
      about: 'column order',
      says: 'Table and second dictionary have assessment_year second.',
      used: 'the order of the dictionary, which the sample shares',
    },
  ],
});
