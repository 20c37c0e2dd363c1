import { bigint, codeNumber, integer, number, string, timestamp } from '../columns.js';
import { defineSource } from '../define-source.js';

const school = codeNumber('school');

const selected = [
  'id', 'exam_id', 'exam_code', 'student_id', 'student_uid', 'school_id', 'studying_class', 'section',
  'question_id', 'obtained_marks',
];

export const periodicExamResultTrans = defineSource({
  id: 'periodic_exam_result_trans',
  folder: 'pat',
  stem: 'periodic_exam_result_trans',
  title: 'Periodic Exam Results',
  report: 'Periodic Exams',
  kind: 'transaction',
  delimiter: '|',
  fields: [
    integer('id', { description: 'running number', example: 1 }),
    integer('exam_id', { description: 'exam id', example: 101 }),
    string('exam_code', { required: true, maxLength: 100, description: 'exam code', example: 'PAT030215072020' }),
    bigint('student_id', { description: 'student id within the school', example: 24010001 }),
    bigint('student_uid', { required: true, description: 'student unique id', example: 24010001 }),
    school('school_id', { description: 'school code', example: '24010100011' }),
    integer('studying_class', { description: "student's class", example: 3 }),
    string('section', { maxLength: 20, description: "student's section", example: 'A' }),
    integer('question_id', { required: true, description: 'question id', example: 1001 }),
    number('obtained_marks', { description: 'marks scored', example: 2 }),
    timestamp('Createddt', { description: 'time the row was made', example: '2020-07-20 10:15:00' }),
  ],
  primaryKey: ['exam_code', 'student_uid', 'question_id'],
  foreignKeys: [
    { fields: ['exam_id', 'exam_code'], reference: { source: 'periodic_exam_mst', fields: ['exam_id', 'exam_code'] }, origin: 'pipeline' },
    { fields: ['exam_id', 'question_id'], reference: { source: 'periodic_exam_qst_mst', fields: ['exam_id', 'question_id'] }, origin: 'pipeline' },
    { fields: ['school_id'], reference: { source: 'school_master', fields: ['udise_sch_code'] }, origin: 'pipeline' },
    { fields: ['school_id', 'studying_class'], reference: { source: 'grade_details', fields: ['school_id', 'grade'] }, origin: 'pipeline' },
  ],
  variants: [],
  aliases: [],
  limits: { rows: 20_000_000, bytes: 1_900_000_000 },
  pipeline: {
    keyPrefixes: ['pat/'],
    stemPrefix: 'periodic_exam_result_trans',
    delimiter: '|',
    nullWord: 'text',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'periodic_exam_result_trans',
    layouts: {
      default: {
        required: selected,
        read: selected,
        nullChecked: [
          'id', 'exam_id', 'exam_code', 'student_uid', 'school_id', 'studying_class', 'question_id',
          'obtained_marks',
        ],
        key: ['exam_code', 'student_uid', 'question_id'],
        types: {
          id: { is: 'int' },
          exam_id: { is: 'int' },
          exam_code: { is: 'string', optional: true },
          student_id: { is: 'long' },
          student_uid: { is: 'long' },
          school_id: { is: 'long' },
          studying_class: { is: 'int' },
          section: { is: 'string', optional: true },
          question_id: { is: 'int' },
          obtained_marks: { is: 'double' },
        },
        maxLengths: { exam_code: 100, section: 20 },
      },
    },
    notes: [
      'Results are joined to exam and question: without a match they are not shown.',
      'Results whose date in exam_code is older than the retention period (90 days by default) are removed, unless data are replayed.',
      'Reports keep rows whose total marks reach the marks obtained.',
      'A stored row with the same key is overwritten.',
      'id must fit 32 bit.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet PAT data' },
    { from: 'pipeline', where: 'release 3.7, pat flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'header',
      says: 'The published archives could not be read, so no sample confirms the header.',
      used: 'the dictionary; the flow and the table agree with it but for Createddt',
    },
    {
      about: 'Createddt',
      says: 'The dictionary ends with it; flow, table and second dictionary do not read it.',
      used: 'asked for in documented, ignored in pipeline-3.7',
    },
    {
      about: 'key',
      says: 'Three columns carry a key mark each.',
      used: 'one key of three columns, as in the table',
    },
  ],
});
