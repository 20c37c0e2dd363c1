import { academicYear, boolean, codeNumber, string } from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';

const district = codeNumber('district');
const state = codeNumber('state');

const udise = defineVariant({
  name: 'udise',
  basis: 'dictionary',
  fields: [
    string('district_name', { maxLength: 250, description: 'district name', example: 'Ahmedabad' }),
    district('udise_district_code', { description: 'district code', example: '2401' }),
    academicYear('inityear', { required: true, description: 'academic year', example: '2020-21' }),
    boolean('is_active', { description: 'record in use', example: 'true' }),
  ],
  primaryKey: [],
  foreignKeys: [],
});

const stateSet = defineVariant({
  name: 'state',
  basis: 'dictionary',
  fields: [
    district('DistrictId', { description: 'district id: state and two digits', example: '2401' }),
    state('StateId', { description: 'state id', example: '24' }),
    string('District', { maxLength: 250, description: 'district name', example: 'Ahmedabad' }),
    boolean('IsActive', { description: 'record in use', example: 'true' }),
  ],
  primaryKey: [],
  foreignKeys: [],
  equivalents: { DistrictId: 'udise_district_code', District: 'district_name', IsActive: 'is_active' },
});

export const districtMaster = defineSource({
  id: 'district_master',
  folder: 'district_master',
  stem: 'district_mst',
  title: 'District Master',
  report: 'All reports',
  kind: 'static',
  delimiter: '|',
  fields: udise.fields,
  primaryKey: [],
  foreignKeys: [],
  variants: [udise, stateSet],
  aliases: [],
  pipeline: {
    keyPrefixes: ['district_master/'],
    stemPrefix: 'district_m',
    delimiter: '|',
    nullWord: 'null',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'district_mst',
    layouts: {
      udise: {
        required: ['district_name', 'udise_district_code'],
        read: ['district_name', 'udise_district_code'],
        nullChecked: ['udise_district_code', 'district_name'],
        key: ['udise_district_code'],
        types: { district_name: { is: 'string', optional: true }, udise_district_code: { is: 'int' } },
        maxLengths: { district_name: 250 },
      },
      state: {
        required: ['DistrictId', 'District'],
        read: ['DistrictId', 'District'],
        nullChecked: ['DistrictId', 'District'],
        key: ['DistrictId'],
        types: { DistrictId: { is: 'int' }, District: { is: 'string', optional: true } },
        maxLengths: { District: 250 },
      },
    },
    notes: ['A district name over 100 characters breaks the later build of the school hierarchy.'],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheets UDISE - STATIC TABLES (udise) and District_MST (state)' },
    { from: 'sample', where: 'the published sample uses the udise set' },
    { from: 'pipeline', where: 'release 3.7, static flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'column set',
      says: 'The dictionary prints two; one installation uses one of them.',
      used: 'both, matched by the header; udise on a tie',
    },
    {
      about: 'key',
      says: 'Neither set states a key; the database keys on the district code.',
      used: "the pipeline's key, as a warning in documented",
    },
    {
      about: 'type of udise_district_code',
      says: 'The dictionary prints bigint; the flow reads 32 bit.',
      used: 'bigint in documented',
    },
    { about: 'is_active', says: 'The dictionary prints boolean; the sample writes 1.', used: 'both spellings pass' },
    {
      about: 'ignored columns',
      says: 'The database keeps the code and the name only.',
      used: 'all dictionary columns are asked for in documented',
    },
  ],
});
