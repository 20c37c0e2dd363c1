import { date, integer, number, reordered, string } from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';
import type { PipelineLayout, Variant } from '../source.js';

const workbook = defineVariant({
  name: 'workbook',
  basis: 'dictionary',
  fields: [
    date('Date', { required: true, description: 'day the content was played', example: '2020-07-15' }),
    string('dimensions_pdata_id', { required: true, description: 'producing app or portal', example: 'prod.diksha.app' }),
    string('dimensions_pdata_pid', { required: true, description: 'player that produced the data', example: 'sunbird.app.contentplayer' }),
    string('content_name', { description: 'content title', example: 'Addition with carrying' }),
    string('content_board', { description: 'content board', example: 'Gujarat' }),
    string('content_mimetype', { description: 'content media type', example: 'video/mp4' }),
    string('content_medium', { description: 'content language', example: 'Gujarati' }),
    string('content_subject', { description: 'content subject', example: 'Mathematics' }),
    string('content_created_for', { description: 'tenant or state id', example: '01246699294060544017' }),
    string('object_id', { description: 'content id', example: 'do_31300000000000000101' }),
    string('object_rollup_l1', { description: 'parent course or textbook id', example: 'do_31300000000000000100' }),
    string('derived_loc_state', { description: 'state of playing', example: 'Gujarat' }),
    string('derived_loc_district', { description: 'district of playing', example: 'Ahmedabad' }),
    string('user_signin_type', { description: 'sign-in kind', example: 'Self-Signed-In' }),
    string('user_login_type', { description: 'kind of user', example: 'student' }),
    string('collection_name', { description: 'collection title', example: 'Ganit Class 3' }),
    string('collection_board', { description: 'collection board', example: 'Gujarat' }),
    string('collection_type', { description: 'textbook or course', example: 'textbook' }),
    string('collection_medium', { description: 'collection language', example: 'Gujarati' }),
    string('collection_subject', { description: 'collection subject', example: 'Mathematics' }),
    string('collection_created_for', { description: 'tenant or state id', example: '01246699294060544017' }),
    integer('total_count', { required: true, description: 'plays', example: 42 }),
    number('total_timespent', { required: true, description: 'seconds played', example: 3180.5 }),
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['derived_loc_district'], reference: { source: 'district_master', fields: ['district_name'] }, origin: 'pipeline' },
  ],
});

const objectType = string('object_type', { description: 'content object type', example: 'Content' });

const sample = defineVariant({
  name: 'sample',
  basis: 'pipeline',
  fields: reordered(
    [
      ...workbook.fields,
      string('dimensions_mode', { description: 'play mode', example: 'play' }),
      string('dimensions_type', { description: 'content type dimension', example: 'content' }),
      objectType,
    ],
    [
      'Date', 'dimensions_pdata_id', 'dimensions_pdata_pid', 'dimensions_mode', 'dimensions_type',
      'content_name', 'content_board', 'content_mimetype', 'content_medium', 'content_subject',
      'content_created_for', 'object_id', 'object_type', 'object_rollup_l1', 'derived_loc_state',
      'derived_loc_district', 'user_signin_type', 'user_login_type', 'collection_name', 'collection_board',
      'collection_type', 'collection_medium', 'collection_subject', 'collection_created_for', 'total_count',
      'total_timespent',
    ],
  ),
  primaryKey: [],
  foreignKeys: [
    { fields: ['derived_loc_district'], reference: { source: 'district_master', fields: ['district_name'] }, origin: 'pipeline' },
  ],
});

const gradelevel = defineVariant({
  name: 'gradelevel',
  basis: 'pipeline',
  fields: reordered(
    [
      ...workbook.fields,
      string('content_gradelevel', { description: 'content grade level', example: 'Class 3' }),
      objectType,
      string('collection_gradelevel', { description: 'collection grade level', example: 'Class 3' }),
    ],
    [
      'Date', 'dimensions_pdata_id', 'dimensions_pdata_pid', 'content_name', 'content_board',
      'content_mimetype', 'content_medium', 'content_gradelevel', 'content_subject', 'content_created_for',
      'object_id', 'object_type', 'object_rollup_l1', 'derived_loc_state', 'derived_loc_district',
      'user_signin_type', 'user_login_type', 'collection_name', 'collection_board', 'collection_type',
      'collection_medium', 'collection_gradelevel', 'collection_subject', 'collection_created_for',
      'total_count', 'total_timespent',
    ],
  ),
  primaryKey: [],
  foreignKeys: [
    { fields: ['derived_loc_district'], reference: { source: 'district_master', fields: ['district_name'] }, origin: 'pipeline' },
  ],
});

const layoutOf = (variant: Variant): PipelineLayout => ({
  required: variant.fields.map((field) => field.name),
  read: variant.fields.map((field) => field.name),
  nullChecked: [
    'Date', 'dimensions_pdata_id', 'dimensions_pdata_pid', 'content_name', 'content_board',
    'content_mimetype', 'content_medium', 'content_subject', 'content_created_for', 'object_id',
    'object_rollup_l1', 'derived_loc_state', 'derived_loc_district', 'user_signin_type', 'user_login_type',
    'collection_type', 'collection_created_for', 'total_count', 'total_timespent',
  ],
  key: [],
  types: {
    Date: { is: 'date', tableOnly: true },
    total_count: { is: 'int', tableOnly: true },
    total_timespent: { is: 'double', tableOnly: true },
  },
});

export const dikshaDataSummary = defineSource({
  id: 'diksha_data_summary',
  folder: 'diksha',
  stem: 'diksha_data_summary',
  title: null,
  report: null,
  kind: 'transaction',
  family: 'diksha',
  delimiter: '|',
  fields: workbook.fields,
  primaryKey: workbook.primaryKey,
  foreignKeys: workbook.foreignKeys,
  variants: [workbook, sample, gradelevel],
  aliases: [],
  pipeline: {
    keyPrefixes: ['diksha/diksha_data_summary'],
    stemPrefix: 'diksha_data_summary',
    delimiter: ',',
    nullWord: 'text',
    trims: false,
    duplicateKey: 'unchecked',
    memberNameRead: true,
    table: 'diksha_content_trans',
    layouts: { sample: layoutOf(sample), gradelevel: layoutOf(gradelevel) },
    notes: [
      'The key must not hold the text api.',
      'The name of the CSV becomes the name of the stored object and must begin with the stem.',
      'The parameter diksha_columns chooses between the sample and the gradelevel set.',
      'Reports count rows whose dimensions_mode is play.',
      'A district name that the hierarchy lacks is counted under others.',
      'There is no datatype check.',
      'The query that removes blanks mixes AND and OR and may touch rows of other files.',
      'After installation the source is in API mode: nothing is listed until an administrator switches it.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet Diksha data (table diksha_summary)' },
    { from: 'sample', where: 'the published sample has three more columns' },
    { from: 'pipeline', where: 'release 3.7, diksha flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'delimiter',
      says: 'The documentation asks for pipes; sample and flow use commas.',
      used: 'pipe in documented, comma in pipeline-3.7',
    },
    {
      about: 'columns',
      says: 'Sample and flow have dimensions_mode, dimensions_type and object_type; the dictionary does not, so its files fail in the flow.',
      used: 'the dictionary in documented; the other sets are pipeline variants',
    },
    {
      about: 'two shapes',
      says: 'A parameter of the flow swaps two dimensions columns for two gradelevel columns.',
      used: 'one pipeline variant for each',
    },
    {
      about: 'printed examples',
      says: 'Several stand one row too low.',
      used: 'each beside the column it fits, checked against a second dictionary',
    },
    {
      about: 'blanks',
      says: 'The flow drops rows that are blank in columns which the dictionary leaves optional.',
      used: 'the printed marks in documented',
    },
    { about: 'name', says: 'The dictionary calls the table diksha_summary.', used: 'diksha_data_summary' },
    {
      about: 'created_for columns',
      says: 'A second dictionary prints double precision for both.',
      used: 'text',
    },
    {
      about: 'names in the table',
      says: 'content_view_date and total_time_spent.',
      used: 'Date and total_timespent',
    },
    {
      about: 'published tree',
      says: 'The operations document does not list the file; the emission page does.',
      used: 'the emission page',
    },
  ],
});
