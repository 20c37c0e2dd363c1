import { dateSlashed, number, string } from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';

const workbook = defineVariant({
  name: 'workbook',
  basis: 'dictionary',
  fields: [
    string('collection_id', { required: true, description: 'collection id', example: 'do_31307361357558579213961' }),
    string('collection_name', { description: 'collection title', example: 'Teacher Foundation Course' }),
    string('state', { description: 'state declared or derived', example: 'Gujarat' }),
    dateSlashed('enrolment_date', { description: 'enrolment day of the (parent) collection', example: '03/07/2020' }),
    string('batch_id', { description: 'batch id', example: '01309448197166694422' }),
    string('batch_name', { description: 'batch title', example: 'Foundation July' }),
    dateSlashed('completion_date', { description: 'completion day of the (parent) collection', example: '28/08/2020' }),
    string('certificate_status', { codes: ['Issued', 'Failed'], description: 'certificate state; blank when none', example: 'Issued' }),
    string('org_name', { description: 'user organisation', example: 'Ahmedabad Education Office' }),
    number('progress', { description: 'progress on the (parent) collection', example: 100 }),
    number('total_score', { description: 'self-assessment score', example: 8 }),
    string('uuid', { required: true, description: 'DIKSHA user id', example: '5f0c1a52-3b7e-4c1d-9a66-2d8f0e7b4c31' }),
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['uuid'], reference: { source: 'diksha_tpd_mapping', fields: ['Diksha UUID'] }, origin: 'pipeline' },
  ],
});

const sample = defineVariant({
  name: 'sample',
  basis: 'pipeline',
  fields: [
    string('Collection Id', { required: true, description: 'collection id', example: 'do_31307361357558579213961' }),
    string('Collection Name', { description: 'collection title', example: 'Teacher Foundation Course' }),
    string('state', { description: 'state declared or derived', example: 'Gujarat' }),
    dateSlashed('Enrolment Date', { description: 'enrolment day of the (parent) collection', example: '03/07/2020' }),
    string('Batch Id', { description: 'batch id', example: '01309448197166694422' }),
    string('Batch Name', { description: 'batch title', example: 'Foundation July' }),
    dateSlashed('completion Date', { description: 'completion day of the (parent) collection', example: '28/08/2020' }),
    string('certificate status', { codes: ['Issued', 'Failed'], description: 'certificate state; blank when none', example: 'Issued' }),
    string('Org Name', { description: 'user organisation', example: 'Ahmedabad Education Office' }),
    number('progress', { description: 'progress on the (parent) collection', example: 100 }),
    number('total score', { description: 'self-assessment score', example: 8 }),
    string('user uuid', { required: true, description: 'DIKSHA user id', example: '5f0c1a52-3b7e-4c1d-9a66-2d8f0e7b4c31' }),
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['user uuid'], reference: { source: 'diksha_tpd_mapping', fields: ['Diksha UUID'] }, origin: 'pipeline' },
  ],
  equivalents: {
    'Collection Id': 'collection_id', 'Collection Name': 'collection_name',
    'Enrolment Date': 'enrolment_date', 'Batch Id': 'batch_id', 'Batch Name': 'batch_name',
    'completion Date': 'completion_date', 'certificate status': 'certificate_status', 'Org Name': 'org_name',
    'total score': 'total_score', 'user uuid': 'uuid',
  },
});

const selected = [
  'Collection Id', 'Collection Name', 'state', 'Enrolment Date', 'Batch Id', 'Batch Name', 'completion Date',
  'certificate status', 'Org Name', 'progress', 'total score', 'user uuid',
];

export const dikshaTpd = defineSource({
  id: 'diksha_tpd',
  folder: 'diksha',
  stem: 'diksha_tpd',
  title: null,
  report: null,
  kind: 'transaction',
  family: 'diksha',
  delimiter: '|',
  fields: workbook.fields,
  primaryKey: workbook.primaryKey,
  foreignKeys: workbook.foreignKeys,
  variants: [workbook, sample],
  aliases: [],
  pipeline: {
    keyPrefixes: ['diksha/diksha_tpd'],
    stemPrefix: 'diksha_tpd',
    delimiter: ',',
    nullWord: 'text',
    trims: false,
    duplicateKey: 'unchecked',
    acceptsCsv: true,
    table: 'diksha_tpd_trans',
    layouts: {
      sample: {
        required: selected,
        read: selected,
        nullChecked: ['Collection Id', 'user uuid'],
        key: [],
        types: {
          'Enrolment Date': { is: 'date' },
          'completion Date': { is: 'date' },
          progress: { is: 'double' },
          'total score': { is: 'double' },
        },
      },
    },
    notes: [
      'The key must not hold the text api.',
      'The parameter diksha_tpd_encryption must be true or false; with the shipped placeholder every file fails.',
      'A percent sign in progress and total score is removed.',
      'Reports look for the status Issued.',
      'A uuid without a mapping belongs to school 9999.',
      'After installation the source is in API mode: nothing is listed until an administrator switches it.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet Diksha data' },
    { from: 'sample', where: 'the published sample uses titles' },
    { from: 'pipeline', where: 'release 3.7, diksha flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'delimiter',
      says: 'The documentation asks for pipes; sample and flow use commas.',
      used: 'pipe in documented, comma in pipeline-3.7',
    },
    {
      about: 'header',
      says: 'Sample and flow have titles such as Collection Id and user uuid; the dictionary has snake_case names.',
      used: 'the dictionary in documented; the titles are a pipeline variant',
    },
    {
      about: 'second header check',
      says: 'The flow writes a file with the dictionary names, joined by commas, and checks its order.',
      used: 'no rule for emitters',
    },
    {
      about: 'dates',
      says: 'The sample writes dd/MM/yyyy and the flow rewrites them; the dictionary prints no format.',
      used: 'dd/MM/yyyy',
    },
    {
      about: 'key',
      says: 'None is stated; the table keys on collection_id, uuid and batch_id.',
      used: 'no key, since no check in the flow uses one',
    },
    {
      about: 'further columns',
      says: 'A second dictionary adds school_id and two JSON columns.',
      used: 'left out',
    },
    {
      about: 'published tree',
      says: 'The operations document does not list the file; the emission page does.',
      used: 'the emission page',
    },
  ],
});
