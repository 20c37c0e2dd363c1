import { integer, number, string } from '../columns.js';
import { defineSource } from '../define-source.js';

const fields = [
  integer('question_id', { required: true, description: 'question id', example: 1001 }),
  integer('exam_id', { description: 'exam id', example: 101 }),
  integer('indicator_id', { description: 'learning indicator id', example: 11 }),
  string('indicator_title', { maxLength: 20, description: 'learning indicator title', example: 'M301' }),
  string('indicator', { description: 'learning indicator text', example: 'Adds numbers of up to three digits' }),
  string('question_title', { maxLength: 20, description: 'question title', example: 'Q1' }),
  string('question', { description: 'question text', example: 'Add 125 and 240' }),
  number('question_marks', { description: 'marks for the question', example: 2 }),
];
const names = fields.map((field) => field.name);

export const periodicExamQstMst = defineSource({
  id: 'periodic_exam_qst_mst',
  folder: 'pat',
  stem: 'periodic_exam_qst_mst',
  title: 'Periodic Exam Question Master',
  report: 'Periodic Exams',
  kind: 'static',
  delimiter: '|',
  fields,
  primaryKey: ['question_id'],
  foreignKeys: [
    { fields: ['exam_id'], reference: { source: 'periodic_exam_mst', fields: ['exam_id'] }, origin: 'pipeline' },
  ],
  variants: [],
  aliases: [],
  pipeline: {
    keyPrefixes: ['pat/'],
    stemPrefix: 'periodic_exam_qst_mst',
    delimiter: '|',
    nullWord: 'text',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'periodic_exam_qst_mst',
    layouts: {
      default: {
        required: names,
        read: names,
        nullChecked: ['question_id', 'exam_id', 'question_title', 'question', 'question_marks'],
        key: ['question_id'],
        types: {
          question_id: { is: 'int' },
          exam_id: { is: 'int' },
          indicator_id: { is: 'int' },
          indicator_title: { is: 'string', optional: true },
          indicator: { is: 'string', optional: true },
          question_title: { is: 'string', optional: true },
          question: { is: 'string', optional: true },
          question_marks: { is: 'double' },
        },
        maxLengths: { indicator_title: 20, question_title: 20 },
      },
    },
    notes: ['question_id is unique over all exams.'],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet PAT data' },
    { from: 'sample', where: 'the published sample agrees' },
    { from: 'pipeline', where: 'release 3.7, pat flow: parameters, tables, queries' },
  ],
  conflicts: [],
});
