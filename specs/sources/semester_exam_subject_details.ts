import { integer, string } from '../columns.js';
import { defineSource } from '../define-source.js';

export const semesterExamSubjectDetails = defineSource({
  id: 'semester_exam_subject_details',
  folder: 'sat',
  stem: 'semester_exam_subject_details',
  title: null,
  report: null,
  kind: 'static',
  family: 'semester',
  delimiter: '|',
  fields: [
    integer('subject_id', { required: true, description: 'subject id', example: 2 }),
    string('subject', { maxLength: 100, description: 'subject name', example: 'Mathematics' }),
    integer('grade', { required: true, description: 'class number', example: 3 }),
  ],
  primaryKey: ['subject_id', 'grade'],
  foreignKeys: [],
  variants: [],
  aliases: [],
  pipeline: {
    keyPrefixes: ['sat/'],
    stemPrefix: 'semester_exam_subject_details',
    delimiter: '|',
    nullWord: 'text',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'subject_details',
    layouts: {
      default: {
        required: ['subject_id', 'subject', 'grade'],
        read: ['subject_id', 'subject', 'grade'],
        nullChecked: ['subject_id', 'grade'],
        key: ['subject_id', 'grade'],
        types: { subject_id: { is: 'int' }, subject: { is: 'string' }, grade: { is: 'int' } },
        maxLengths: { subject: 100 },
      },
    },
    notes: ['It fills the table of subject_details.', 'A blank subject fails the datatype check.'],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet StudentAssessmentMST (table subject_details)' },
    { from: 'sample', where: 'the published sample agrees' },
    { from: 'pipeline', where: 'release 3.7, sat flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'table',
      says: 'This file and subject_details fill the same one.',
      used: 'two sources with equal columns',
    },
  ],
});
