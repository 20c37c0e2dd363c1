import { academicYear, date, integer, number, reordered, string } from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';
import type { PipelineLayout } from '../source.js';

const workbook = defineVariant({
  name: 'workbook',
  basis: 'dictionary',
  fields: [
    integer('exam_id', { required: true, description: 'exam id', example: 201 }),
    string('medium', { maxLength: 20, description: 'language of the exam', example: 'Gujarati' }),
    integer('standard', { description: 'class examined', example: 3 }),
    string('division', { maxLength: 20, description: 'section examined', example: 'A' }),
    integer('subject_id', { description: 'subject id', example: 2 }),
    integer('semester', { codes: [1, 2], description: 'semester number', example: 1 }),
    integer('exam_type_id', { description: 'exam type id', example: 1 }),
    string('exam_code', { maxLength: 100, description: 'exam code', example: 'SAT030215072020' }),
    date('exam_date', { description: 'day of the exam', example: '2020-07-15' }),
    integer('total_questions', { description: 'number of exam questions', example: 10 }),
    number('total_marks', { description: 'maximum marks', example: 20 }),
    academicYear('assessment_year', { required: true, maxLength: 20, description: 'academic year of the exam', example: '2020-21' }),
    string('exam_type', { maxLength: 50, description: 'exam type name', example: 'Semester test' }),
    string('subject_name', { maxLength: 50, description: 'subject name', example: 'Mathematics' }),
  ],
  primaryKey: ['exam_id', 'assessment_year'],
  foreignKeys: [],
});

const sample = defineVariant({
  name: 'sample',
  basis: 'pipeline',
  fields: reordered(workbook.fields, [
    'exam_id', 'medium', 'standard', 'division', 'subject_id', 'exam_type_id', 'exam_code', 'exam_date',
    'total_questions', 'total_marks', 'assessment_year', 'exam_type', 'subject_name', 'semester',
  ]),
  primaryKey: ['exam_id', 'assessment_year'],
  foreignKeys: [],
});

const workbookNames = workbook.fields.map((field) => field.name);
const layout: PipelineLayout = {
  required: workbookNames,
  read: workbookNames,
  nullChecked: [
    'exam_id', 'assessment_year', 'semester', 'medium', 'standard', 'subject_id', 'subject_name',
    'exam_type_id', 'exam_type', 'exam_code', 'exam_date', 'total_questions', 'total_marks',
  ],
  key: ['exam_id', 'assessment_year', 'semester'],
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
    semester: { is: 'int' },
  },
  maxLengths: {
    assessment_year: 20, medium: 20, division: 20, subject_name: 50, exam_type: 50, exam_code: 100,
  },
};

export const semesterExamMst = defineSource({
  id: 'semester_exam_mst',
  folder: 'sat',
  stem: 'semester_exam_mst',
  title: 'Semester Exam Master',
  report: 'Semester Exams',
  kind: 'static',
  family: 'semester',
  delimiter: '|',
  fields: workbook.fields,
  primaryKey: workbook.primaryKey,
  foreignKeys: workbook.foreignKeys,
  variants: [workbook, sample],
  aliases: [],
  pipeline: {
    keyPrefixes: ['sat/'],
    stemPrefix: 'semester_exam_mst',
    delimiter: '|',
    nullWord: 'text',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'semester_exam_mst',
    layouts: { workbook: layout, sample: layout },
    notes: [
      'Results read the exam date out of exam_code: three letters, two digits for the grade, two for the subject, then ddmmyyyy.',
      'The form 2020-21 of assessment_year is documented and not checked.',
      'A result without its exam here has no academic year, and its report insert fails.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet StudentAssessmentMST' },
    { from: 'sample', where: 'the published sample has another order' },
    { from: 'pipeline', where: 'release 3.7, sat flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'place of semester',
      says: 'The dictionary has it after subject_id, the sample last.',
      used: 'the dictionary; the sample order is a pipeline variant',
    },
    {
      about: 'place of semester elsewhere',
      says: 'A second dictionary has it after division, the flow selects it third.',
      used: 'the dictionary; the flow reads by name',
    },
    {
      about: 'key',
      says: 'The table adds semester to exam_id and assessment_year.',
      used: 'the two columns that the dictionary states',
    },
  ],
});
