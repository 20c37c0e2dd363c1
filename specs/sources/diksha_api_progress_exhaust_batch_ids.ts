import { string } from '../columns.js';
import { defineSource } from '../define-source.js';

export const dikshaApiProgressExhaustBatchIds = defineSource({
  id: 'diksha_api_progress_exhaust_batch_ids',
  folder: 'diksha',
  stem: 'diksha_api_progress_exhaust_batch_ids',
  title: null,
  report: null,
  kind: 'static',
  family: 'diksha',
  delimiter: '|',
  fields: [
    string('batchIdList', { required: true, description: 'DIKSHA batch ids to fetch', example: '01309448197166694422' }),
  ],
  primaryKey: [],
  foreignKeys: [],
  variants: [],
  aliases: [],
  pipeline: {
    keyPrefixes: ['diksha/diksha_api_progress_exhaust_batch_ids'],
    stemPrefix: 'diksha_api_progress_exhaust_batch_ids',
    delimiter: ',',
    nullWord: 'text',
    trims: false,
    duplicateKey: 'unchecked',
    table: null,
    layouts: { default: { required: ['batchIdList'], read: ['batchIdList'], nullChecked: [], key: [] } },
    notes: ['The list becomes a parameter for the API mode; nothing is stored.'],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet Diksha data' },
    { from: 'pipeline', where: 'release 3.7, diksha flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'type of batchIdList',
      says: 'bigint is printed, yet the printed example begins with 0 and the column may list several ids.',
      used: 'text',
    },
    {
      about: 'published tree',
      says: 'The operations document does not list the file; the emission page does.',
      used: 'the emission page',
    },
    {
      about: 'table',
      says: 'There is none: the flow copies the list into a parameter.',
      used: 'the one column of the dictionary',
    },
  ],
});
