import { academicYear, bigint } from '../columns.js';
import { defineSource } from '../define-source.js';

export const dikshaEtbEnrolment = defineSource({
  id: 'diksha_etb_enrolment',
  folder: 'diksha_enrolment',
  stem: 'diksha_etb_enrolment',
  title: null,
  report: null,
  kind: 'static',
  family: 'diksha',
  delimiter: '|',
  fields: [
    academicYear('academic_year', { required: true, description: 'academic year', example: '2020-21' }),
    bigint('district_id', { required: true, description: 'district id', example: 2401 }),
    bigint('expected_etb_users', { description: 'textbook users expected', example: 25000 }),
  ],
  primaryKey: ['academic_year', 'district_id'],
  foreignKeys: [
    { fields: ['district_id'], reference: { source: 'district_master', fields: ['udise_district_code'] }, origin: 'pipeline' },
  ],
  variants: [],
  aliases: [],
  pipeline: {
    keyPrefixes: ['diksha_enrolment/'],
    stemPrefix: 'diksha_etb_enrolment',
    delimiter: '|',
    nullWord: 'null',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'diksha_etb_expected_enrolment',
    layouts: {
      default: {
        required: ['academic_year', 'district_id', 'expected_etb_users'],
        read: ['academic_year', 'district_id', 'expected_etb_users'],
        nullChecked: ['academic_year', 'district_id', 'expected_etb_users'],
        key: ['academic_year', 'district_id'],
        types: { district_id: { is: 'int' }, expected_etb_users: { is: 'long' } },
      },
    },
    notes: ['The static flow reads it, with pipes.'],
  },
  origins: [
    { from: 'database', where: 'release 3.7, diksha.sql (table diksha_etb_expected_enrolment)' },
    { from: 'pipeline', where: 'release 3.7, static flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'columns',
      says: 'The dictionary has no such table; the flow knows it since release 3.3.',
      used: 'names from the flow, types from the table',
    },
    {
      about: 'type of district_id',
      says: 'The flow reads 32 bit; the table keeps bigint.',
      used: 'bigint in documented',
    },
  ],
});
