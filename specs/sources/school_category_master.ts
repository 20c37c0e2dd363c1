import { integer, string } from '../columns.js';
import { defineSource } from '../define-source.js';

export const schoolCategoryMaster = defineSource({
  id: 'school_category_master',
  folder: 'school_category',
  stem: 'school_category_master',
  title: null,
  report: null,
  kind: 'static',
  delimiter: '|',
  fields: [
    integer('SchoolCategoryId', { required: true, description: 'school category id', example: 3 }),
    string('SchoolCategory', { maxLength: 100, description: 'school category name', example: 'Primary to Higher Secondary' }),
  ],
  primaryKey: ['SchoolCategoryId'],
  foreignKeys: [],
  variants: [],
  aliases: [],
  pipeline: {
    keyPrefixes: ['school_category/'],
    stemPrefix: 'school_category_master',
    delimiter: '|',
    nullWord: 'null',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'school_category_master',
    layouts: {
      default: {
        required: ['SchoolCategoryId', 'SchoolCategory'],
        read: ['SchoolCategoryId', 'SchoolCategory'],
        nullChecked: ['SchoolCategoryId', 'SchoolCategory'],
        key: ['SchoolCategoryId'],
        types: { SchoolCategoryId: { is: 'int' }, SchoolCategory: { is: 'string', optional: true } },
        maxLengths: { SchoolCategory: 100 },
      },
    },
    notes: [
      'The name reaches the school hierarchy only if this file comes after school_mst.',
      'One set of columns in state and udise mode.',
    ],
  },
  origins: [
    { from: 'database', where: 'release 3.7, static_tables.sql' },
    { from: 'pipeline', where: 'release 3.7, static flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'columns',
      says: 'The dictionary has no such table.',
      used: 'names from the select list of the flow, types from the table',
    },
    {
      about: 'column names',
      says: 'A second dictionary calls them school_category_id and school_category.',
      used: 'the names that the flow selects',
    },
  ],
});
