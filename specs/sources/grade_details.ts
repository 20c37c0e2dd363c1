import { codeNumber, integer } from '../columns.js';
import { defineSource } from '../define-source.js';

const school = codeNumber('school');

export const gradeDetails = defineSource({
  id: 'grade_details',
  folder: 'grade_details',
  stem: 'grade_details',
  title: null,
  report: null,
  kind: 'static',
  delimiter: '|',
  fields: [
    school('school_id', { required: true, description: 'school code', example: '24010100011' }),
    integer('grade', { required: true, description: 'class number', example: 3 }),
    integer('students_count', { description: 'students enrolled in the class', example: 84 }),
  ],
  primaryKey: ['school_id', 'grade'],
  foreignKeys: [
    { fields: ['school_id'], reference: { source: 'school_master', fields: ['udise_sch_code'] }, origin: 'pipeline' },
  ],
  variants: [],
  aliases: [
    {
      folder: 'pat',
      stem: 'periodic_exam_grade_details',
      pipeline: { keyPrefixes: ['pat/'], stemPrefix: 'periodic_exam_grade_details', nullWord: 'text' },
    },
    {
      folder: 'sat',
      stem: 'semester_exam_grade_details',
      pipeline: { keyPrefixes: ['sat/'], stemPrefix: 'semester_exam_grade_details', nullWord: 'text' },
    },
  ],
  pipeline: {
    keyPrefixes: ['grade_details/'],
    stemPrefix: 'grade_details',
    delimiter: '|',
    nullWord: 'null',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'school_grade_enrolment',
    layouts: {
      default: {
        required: ['school_id', 'grade', 'students_count'],
        read: ['school_id', 'grade', 'students_count'],
        nullChecked: ['school_id', 'grade'],
        key: ['school_id', 'grade'],
        types: { school_id: { is: 'long' }, grade: { is: 'int' }, students_count: { is: 'int', optional: true } },
      },
    },
    notes: [
      'The folder is known since release 3.6.',
      'Upsert keys exist in state mode only; in udise mode the upsert fails.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheets StudentAssessmentMST and PAT data (table school_grade_enrolment)' },
    { from: 'sample', where: 'pat and sat files agree' },
    { from: 'pipeline', where: 'release 3.7, static flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'type of school_id',
      says: 'The dictionary prints int, which 11 digits overflow; the database column is bigint.',
      used: 'bigint',
    },
    {
      about: 'name',
      says: 'The dictionary calls the table school_grade_enrolment and never grade_details.',
      used: 'the published tree',
    },
    {
      about: 'names of the file',
      says: 'The text of the emission page allows the periodic_exam and semester_exam names; its tree does not show them.',
      used: 'aliases',
    },
    {
      about: 'folder',
      says: 'The flow knows grade_details only from release 3.6 on.',
      used: 'the published tree',
    },
  ],
});
