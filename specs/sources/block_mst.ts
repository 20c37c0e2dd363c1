import { boolean, codeNumber, string } from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';

const state = codeNumber('state');
const district = codeNumber('district');
const block = codeNumber('block');

const udise = defineVariant({
  name: 'udise',
  basis: 'dictionary',
  fields: [
    string('block_name', { maxLength: 250, description: 'block name', example: 'Daskroi' }),
    block('udise_block_code', { required: true, description: 'block code', example: '240101' }),
    district('udise_dist_code', { description: 'district code', example: '2401' }),
    state('udise_state_code', { description: 'state code', example: '24' }),
  ],
  primaryKey: ['udise_block_code'],
  foreignKeys: [
    { fields: ['udise_dist_code'], reference: { source: 'district_master', fields: ['udise_district_code'] }, origin: 'pipeline' },
  ],
});

const stateSet = defineVariant({
  name: 'state',
  basis: 'dictionary',
  fields: [
    block('BlockId', { description: 'block id: district plus 2 digits', example: '240101' }),
    state('StateId', { description: 'state id', example: '24' }),
    district('DistrictId', { description: 'district id: state plus 2 digits', example: '2401' }),
    string('Block', { maxLength: 250, description: 'block name', example: 'Daskroi' }),
    boolean('IsActive', { description: 'record in use', example: 'true' }),
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['DistrictId'], reference: { source: 'district_master', fields: ['udise_district_code'] }, origin: 'pipeline' },
  ],
  equivalents: {
    BlockId: 'udise_block_code',
    StateId: 'udise_state_code',
    DistrictId: 'udise_dist_code',
    Block: 'block_name',
  },
});

export const blockMaster = defineSource({
  id: 'block_master',
  folder: 'block_master',
  stem: 'block_mst',
  title: 'Block Master',
  report: 'All reports',
  kind: 'static',
  delimiter: '|',
  fields: udise.fields,
  primaryKey: udise.primaryKey,
  foreignKeys: udise.foreignKeys,
  variants: [udise, stateSet],
  aliases: [],
  pipeline: {
    keyPrefixes: ['block_master/'],
    stemPrefix: 'block_m',
    delimiter: '|',
    nullWord: 'null',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'block_mst',
    layouts: {
      udise: {
        required: ['block_name', 'udise_block_code', 'udise_dist_code', 'udise_state_code'],
        read: ['block_name', 'udise_block_code', 'udise_dist_code', 'udise_state_code'],
        nullChecked: ['udise_block_code', 'udise_dist_code', 'block_name'],
        key: ['udise_block_code'],
        types: {
          block_name: { is: 'string', optional: true },
          udise_block_code: { is: 'long' },
          udise_dist_code: { is: 'long' },
          udise_state_code: { is: 'long' },
        },
        maxLengths: { block_name: 250 },
        duplicateRow: 'breaks-file',
      },
      state: {
        required: ['BlockId', 'Block', 'DistrictId'],
        read: ['BlockId', 'Block', 'DistrictId'],
        nullChecked: ['BlockId', 'DistrictId', 'Block'],
        key: ['BlockId'],
        types: {
          BlockId: { is: 'long' },
          Block: { is: 'string', optional: true },
          DistrictId: { is: 'int' },
        },
        maxLengths: { Block: 250 },
      },
    },
    notes: [
      'StateId and IsActive of the state set are not read.',
      'A udise file with equal rows fails: the query that removes them loses the state code, which the next query names (read in the query, not run).',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheets UDISE - STATIC TABLES (udise) and Block_MST (state)' },
    { from: 'sample', where: 'the published sample uses the udise set' },
    { from: 'pipeline', where: 'release 3.7, static flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'column set',
      says: 'The dictionary prints two, udise and state; the published sample uses udise.',
      used: 'both, matched by the header; udise on a tie',
    },
    { about: 'key', says: 'Only the udise set states one.', used: 'udise_block_code; none in the state set' },
    {
      about: 'name of the district code',
      says: 'It is udise_dist_code here and udise_district_code in district_mst.',
      used: 'each name as its own sheet prints it',
    },
    { about: 'state code', says: 'The database does not keep it.', used: 'asked for in documented' },
  ],
});
