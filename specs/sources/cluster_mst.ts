import { boolean, codeNumber, string } from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';

const state = codeNumber('state');
const district = codeNumber('district');
const block = codeNumber('block');
const cluster = codeNumber('cluster');

const udise = defineVariant({
  name: 'udise',
  basis: 'dictionary',
  fields: [
    string('cluster_name', { maxLength: 250, description: 'cluster name', example: 'Aslali' }),
    block('udise_block_code', { description: 'block code', example: '240101' }),
    cluster('udise_cluster_code', { required: true, description: 'cluster code', example: '2401010001' }),
  ],
  primaryKey: ['udise_cluster_code'],
  foreignKeys: [
    { fields: ['udise_block_code'], reference: { source: 'block_master', fields: ['udise_block_code'] }, origin: 'pipeline' },
  ],
});

const stateSet = defineVariant({
  name: 'state',
  basis: 'dictionary',
  fields: [
    cluster('ClusterId', { description: 'cluster id: block plus 4 digits', example: '2401010001' }),
    state('StateId', { description: 'state id', example: '24' }),
    district('DistrictId', { description: 'district id: state plus 2 digits', example: '2401' }),
    block('BlockId', { description: 'block id: district plus 2 digits', example: '240101' }),
    string('Cluster', { maxLength: 250, description: 'cluster name', example: 'Aslali' }),
    boolean('IsActive', { description: 'record in use', example: 'true' }),
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['BlockId'], reference: { source: 'block_master', fields: ['udise_block_code'] }, origin: 'pipeline' },
    { fields: ['DistrictId'], reference: { source: 'district_master', fields: ['udise_district_code'] }, origin: 'pipeline' },
  ],
  equivalents: { ClusterId: 'udise_cluster_code', BlockId: 'udise_block_code', Cluster: 'cluster_name' },
});

export const clusterMaster = defineSource({
  id: 'cluster_master',
  folder: 'cluster_master',
  stem: 'cluster_mst',
  title: 'Cluster Master',
  report: 'All reports',
  kind: 'static',
  delimiter: '|',
  fields: udise.fields,
  primaryKey: udise.primaryKey,
  foreignKeys: udise.foreignKeys,
  variants: [udise, stateSet],
  aliases: [],
  pipeline: {
    keyPrefixes: ['cluster_master/'],
    stemPrefix: 'cluster_m',
    delimiter: '|',
    nullWord: 'null',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'cluster_mst',
    layouts: {
      udise: {
        required: ['cluster_name', 'udise_block_code', 'udise_cluster_code'],
        read: ['cluster_name', 'udise_block_code', 'udise_cluster_code'],
        nullChecked: ['udise_cluster_code', 'udise_block_code', 'cluster_name'],
        key: ['udise_cluster_code'],
        types: {
          cluster_name: { is: 'string', optional: true },
          udise_block_code: { is: 'long' },
          udise_cluster_code: { is: 'long' },
        },
        maxLengths: { cluster_name: 250 },
      },
      state: {
        required: ['ClusterId', 'Cluster', 'BlockId', 'DistrictId'],
        read: ['ClusterId', 'Cluster', 'BlockId', 'DistrictId'],
        nullChecked: ['ClusterId', 'BlockId', 'Cluster'],
        key: ['ClusterId'],
        types: {
          ClusterId: { is: 'long' },
          Cluster: { is: 'string', optional: true },
          BlockId: { is: 'long' },
          DistrictId: { is: 'int' },
        },
        maxLengths: { Cluster: 250 },
      },
    },
    notes: [
      'DistrictId of the state set is read, and it may not be left out, but a blank is only a type error.',
      'With the udise set the district stays empty in the table.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheets UDISE - STATIC TABLES (udise) and Cluster_MST (state)' },
    { from: 'sample', where: 'the published sample uses the udise set' },
    { from: 'pipeline', where: 'release 3.7, static flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'column set',
      says: 'The dictionary prints two, udise and state; the published sample uses udise.',
      used: 'both, matched by the header; udise on a tie',
    },
    {
      about: 'key',
      says: 'Only the udise set states one.',
      used: 'udise_cluster_code; none in the state set',
    },
    {
      about: 'district id',
      says: 'The table has one; a file with the udise set never fills it.',
      used: 'the columns of the dictionary',
    },
  ],
});
