import { codeNumber, string } from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';

const school = codeNumber('school');

const workbook = defineVariant({
  name: 'workbook',
  basis: 'dictionary',
  fields: [
    string('Diksha UUID', { required: true, description: 'DIKSHA user id', example: '5f0c1a52-3b7e-4c1d-9a66-2d8f0e7b4c31' }),
    string('State', { description: 'state', example: 'Gujarat' }),
    string('District', { description: 'district name', example: 'Ahmedabad' }),
    string('School Name', { description: 'school name', example: 'Aslali Public School' }),
    school('School UDISE ID', { description: 'UDISE school code', example: '24010100011' }),
    string('Status', { description: 'mapping state', example: 'Mapped' }),
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['School UDISE ID'], reference: { source: 'school_master', fields: ['udise_sch_code'] }, origin: 'pipeline' },
  ],
});

const sample = defineVariant({
  name: 'sample',
  basis: 'pipeline',
  fields: [
    string('Diksha UUID', { required: true, description: 'DIKSHA user id', example: '5f0c1a52-3b7e-4c1d-9a66-2d8f0e7b4c31' }),
    string('state', { description: 'state', example: 'Gujarat' }),
    string('District', { description: 'district name', example: 'Ahmedabad' }),
    string('School Name', { description: 'school name', example: 'Aslali Public School' }),
    school('School UDISE ID', { description: 'UDISE school code', example: '24010100011' }),
    string('status', { description: 'mapping state', example: 'Mapped' }),
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['School UDISE ID'], reference: { source: 'school_master', fields: ['udise_sch_code'] }, origin: 'pipeline' },
  ],
  equivalents: { state: 'State', status: 'Status' },
});

export const dikshaTpdMapping = defineSource({
  id: 'diksha_tpd_mapping',
  folder: 'diksha',
  stem: 'diksha_tpd_mapping',
  title: null,
  report: null,
  kind: 'static',
  family: 'diksha',
  delimiter: '|',
  fields: workbook.fields,
  primaryKey: workbook.primaryKey,
  foreignKeys: workbook.foreignKeys,
  variants: [workbook, sample],
  aliases: [],
  pipeline: {
    keyPrefixes: ['diksha/diksha_tpd_mapping'],
    stemPrefix: 'diksha_tpd_mapping',
    delimiter: ',',
    nullWord: 'text',
    trims: false,
    duplicateKey: 'unchecked',
    table: 'diksha_tpd_mapping',
    layouts: {
      workbook: {
        required: ['Diksha UUID', 'State', 'District', 'School Name', 'School UDISE ID', 'Status'],
        read: ['Diksha UUID', 'State', 'District', 'School Name', 'School UDISE ID', 'Status'],
        nullChecked: ['Diksha UUID', 'School UDISE ID'],
        key: [],
        types: { 'School UDISE ID': { is: 'long' } },
      },
      sample: {
        required: ['Diksha UUID', 'state', 'District', 'School Name', 'School UDISE ID', 'status'],
        read: ['Diksha UUID', 'state', 'District', 'School Name', 'School UDISE ID', 'status'],
        nullChecked: ['Diksha UUID', 'School UDISE ID'],
        key: [],
        types: { 'School UDISE ID': { is: 'long' } },
      },
    },
    notes: [
      'The listing of diksha_tpd takes this key as well.',
      'Rows with one uuid and school that differ elsewhere break the insert.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet Diksha data' },
    { from: 'sample', where: 'the published sample differs in letter case' },
    { from: 'pipeline', where: 'release 3.7, diksha flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'delimiter',
      says: 'The documentation asks for pipes; sample and flow use commas.',
      used: 'pipe in documented, comma in pipeline-3.7',
    },
    {
      about: 'letter case',
      says: 'The dictionary writes State and Status, sample and flow state and status.',
      used: 'the dictionary; the sample spelling is a pipeline variant',
    },
    {
      about: 'key',
      says: 'None is stated; the table keys on uuid and school_id.',
      used: 'no key, since no check in the flow uses one',
    },
    {
      about: 'kind',
      says: 'The operations document files it under transactional data.',
      used: 'static, as on the emission page',
    },
  ],
});
