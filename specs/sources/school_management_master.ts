import { integer, string } from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';
import type { PipelineLayout } from '../source.js';

const workbook = defineVariant({
  name: 'workbook',
  basis: 'dictionary',
  fields: [
    integer('ManagementId', { required: true, description: 'management type id', example: 1 }),
    string('Management', { maxLength: 100, description: 'management type name', example: 'Department of Education' }),
  ],
  primaryKey: ['ManagementId'],
  foreignKeys: [],
});

const sample = defineVariant({
  name: 'sample',
  basis: 'pipeline',
  fields: [
    ...workbook.fields,
    string('default_option', { description: 'pre-selected management filter', example: 'true' }),
  ],
  primaryKey: ['ManagementId'],
  foreignKeys: [],
});

const layout: PipelineLayout = {
  required: ['ManagementId', 'Management'],
  read: ['ManagementId', 'Management'],
  nullChecked: ['ManagementId', 'Management'],
  key: ['ManagementId'],
  types: { ManagementId: { is: 'int' }, Management: { is: 'string', optional: true } },
  maxLengths: { Management: 100 },
};

export const schoolManagementMaster = defineSource({
  id: 'school_management_master',
  folder: 'school_management',
  stem: 'school_management_master',
  title: null,
  report: null,
  kind: 'static',
  delimiter: '|',
  fields: workbook.fields,
  primaryKey: workbook.primaryKey,
  foreignKeys: workbook.foreignKeys,
  variants: [workbook, sample],
  aliases: [
    {
      folder: 'school_management_master',
      stem: 'school_management_master',
      pipeline: { keyPrefixes: [], stemPrefix: 'school_management_master', nullWord: 'null' },
    },
  ],
  pipeline: {
    keyPrefixes: ['school_management/'],
    stemPrefix: 'school_management_master',
    delimiter: '|',
    nullWord: 'null',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'school_management_master',
    layouts: { workbook: layout, sample: layout },
    notes: [
      'The name reaches the school hierarchy only if this file comes after school_mst.',
      'One set of columns in state and udise mode.',
      'A further column and a quoted header, as in the sample, do no harm.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet school_management_master' },
    { from: 'sample', where: 'the published sample has a third column' },
    { from: 'pipeline', where: 'release 3.7, static flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'default_option',
      says: 'Sample and table have it as a third column; the flow reads two.',
      used: 'two columns in documented; the sample set is a pipeline variant',
    },
    { about: 'header', says: 'The sample puts its column names in quotes.', used: 'plain names' },
    {
      about: 'reference',
      says: 'The dictionary marks ManagementId as a key into school_master, which is the wrong way round.',
      used: 'school_master refers to this source',
    },
    {
      about: 'folder',
      says: 'The readme of the sample data writes school_management_master.',
      used: 'school_management; the other one is an alias',
    },
    {
      about: 'column names',
      says: 'A second dictionary writes school_management_type_id and school_management_type.',
      used: 'the names of the first dictionary',
    },
  ],
});
