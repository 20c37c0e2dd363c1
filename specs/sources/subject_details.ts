import { integer, string } from '../columns.js';
import { defineSource } from '../define-source.js';

export const subjectDetails = defineSource({
  id: 'subject_details',
  folder: 'subject_details',
  stem: 'subject_details',
  title: null,
  report: null,
  kind: 'static',
  delimiter: '|',
  fields: [
    integer('subject_id', { required: true, description: 'subject id', example: 2 }),
    string('subject', { maxLength: 100, description: 'subject name', example: 'Mathematics' }),
    integer('grade', { required: true, description: 'class number', example: 3 }),
  ],
  primaryKey: ['subject_id', 'grade'],
  foreignKeys: [],
  variants: [],
  aliases: [
    {
      folder: 'pat',
      stem: 'periodic_exam_subject_details',
      pipeline: { keyPrefixes: ['pat/'], stemPrefix: 'periodic_exam_subject_details', nullWord: 'text' },
    },
  ],
  pipeline: {
    keyPrefixes: ['subject_details/'],
    stemPrefix: 'subject_details',
    delimiter: '|',
    nullWord: 'null',
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
    notes: [
      'The folder is known since release 3.6.',
      'A blank subject fails the datatype check.',
      'Upsert keys exist in state mode only; in udise mode the upsert fails.',
    ],
  },
  origins: [
    {
      from: 'dictionary',
      where: 'workbook, sheets StudentAssessmentMST and PAT data (table subject_details)',
    },
    { from: 'sample', where: 'pat and sat files agree' },
    { from: 'pipeline', where: 'release 3.7, static flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'published tree',
      says: 'It shows the file a second time as sat/semester_exam_subject_details.',
      used: 'two sources',
    },
    {
      about: 'folder',
      says: 'The flow knows subject_details only from release 3.6 on.',
      used: 'the published tree',
    },
    {
      about: 'place',
      says: 'The operations document has the file under pat and sat only.',
      used: 'its own folder; the pat name is an alias',
    },
    {
      about: 'column order',
      says: 'Table and second dictionary end with subject; dictionary and sample have it second.',
      used: 'subject second',
    },
  ],
});
