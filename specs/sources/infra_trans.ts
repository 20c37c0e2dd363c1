import { codeNumber, integer, string, timestamp } from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';
import type { PipelineLayout, PipelineType } from '../source.js';

const district = codeNumber('district');
const block = codeNumber('block');
const cluster = codeNumber('cluster');
const school = codeNumber('school');

const stateSet = defineVariant({
  name: 'state',
  basis: 'dictionary',
  fields: [
    school('school_id', { description: 'school code', example: '24010100011' }),
    integer('HaveDrinkingWater', { description: 'drinking water available', example: 1 }),
    integer('NoOfToilet', { description: 'toilets', example: 6 }),
    integer('HaveCWSNToilet', { description: 'special-needs toilet available', example: 1 }),
    integer('HaveElectricity', { description: 'electricity available', example: 1 }),
    integer('HaveCCTV', { description: 'CCTV available', example: 0 }),
    integer('HaveLibrary', { description: 'library available', example: 1 }),
    timestamp('CreatedOn', { description: 'time the row was made', example: '2020-07-15 11:05:00' }),
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['school_id'], reference: { source: 'school_master', fields: ['udise_sch_code'] }, origin: 'dictionary' },
  ],
});

const udise = defineVariant({
  name: 'udise',
  basis: 'dictionary',
  fields: [
    school('school_id', { description: 'school code', example: '24010100011' }),
    integer('toilet_yn', { description: 'toilet available', example: 1 }),
    integer('boys_functional_toilet', { description: 'working boys toilets', example: 3 }),
    integer('girls_functional_toilet', { description: 'working girls toilets', example: 3 }),
    integer('handwash_yn', { description: 'handwash available', example: 1 }),
    integer('handpumps_functional', { description: 'working hand pumps', example: 2 }),
    integer('tap_water_functional', { description: 'working taps', example: 4 }),
    integer('electricity_yn', { description: 'electricity available', example: 1 }),
    integer('solarpanel_yn', { description: 'solar panel available', example: 1 }),
    integer('library_yn', { description: 'library available', example: 1 }),
    integer('drink_water_yn', { description: 'drinking water available', example: 1 }),
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['school_id'], reference: { source: 'school_master', fields: ['udise_sch_code'] }, origin: 'dictionary' },
  ],
  equivalents: {
    electricity_yn: 'HaveElectricity',
    library_yn: 'HaveLibrary',
    drink_water_yn: 'HaveDrinkingWater',
  },
});

const sample = defineVariant({
  name: 'sample',
  basis: 'pipeline',
  fields: [
    district('DistrictId', { description: 'district id: state plus 2 digits', example: '2401' }),
    string('DistrictName', { description: 'district name', example: 'Ahmedabad' }),
    block('BlockId', { description: 'block id: district plus 2 digits', example: '240101' }),
    string('BlockName', { description: 'block name', example: 'Daskroi' }),
    cluster('ClusterId', { description: 'cluster id: block plus 4 digits', example: '2401010001' }),
    string('ClusterName', { description: 'cluster name', example: 'Aslali' }),
    school('school_id', { description: 'school code', example: '24010100011' }),
    integer('NoOfToilet', { description: 'toilets', example: 6 }),
    integer('handwash_yn', { description: 'handwash available', example: 1 }),
    integer('HaveCCTV', { description: 'CCTV available', example: 0 }),
    integer('HaveLibrary', { description: 'library available', example: 1 }),
    integer('HaveDrinkingWater', { description: 'drinking water available', example: 1 }),
    integer('tap_water_functional', { description: 'working taps', example: 4 }),
    integer('HaveElectricity', { description: 'electricity available', example: 1 }),
    integer('playground_yn', { description: 'playground available', example: 1 }),
    integer('boys_functional_toilet', { description: 'working boys toilets', example: 3 }),
    integer('girls_functional_toilet', { description: 'working girls toilets', example: 3 }),
    integer('HaveCWSNToilet', { description: 'special-needs toilet available', example: 1 }),
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['school_id'], reference: { source: 'school_master', fields: ['udise_sch_code'] }, origin: 'dictionary' },
  ],
});

/** `metrics`: the columns that the installation has configured. */
const layoutOf = (metrics: readonly string[]): PipelineLayout => ({
  required: ['school_id'],
  read: ['school_id', ...metrics],
  nullChecked: ['school_id'],
  key: ['school_id'],
  types: {
    school_id: { is: 'long', tableOnly: true },
    ...Object.fromEntries<PipelineType>(
      metrics.map((name) => [name, { is: 'int', optional: true, tableOnly: true, tableBits: 16 }]),
    ),
  },
  duplicateRow: 'breaks-file',
});

/** What release 3.7 is shipped with. */
const shipped = layoutOf([
  'HaveDrinkingWater', 'NoOfToilet', 'HaveCWSNToilet', 'HaveElectricity', 'HaveCCTV', 'HaveLibrary',
]);

export const infraTrans = defineSource({
  id: 'infra_trans',
  folder: 'infra_trans',
  stem: 'infra_trans',
  title: 'Infrastructure Master',
  report: 'Infrastructure Report',
  kind: 'transaction',
  delimiter: '|',
  fields: stateSet.fields,
  primaryKey: stateSet.primaryKey,
  foreignKeys: stateSet.foreignKeys,
  variants: [stateSet, udise, sample],
  aliases: [],
  pipeline: {
    keyPrefixes: ['infra_trans'],
    stemPrefix: 'infra_trans',
    delimiter: '|',
    nullWord: 'text',
    nullWordColumns: ['school_id'],
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'infrastructure_trans',
    layouts: {
      state: shipped,
      udise: layoutOf(udise.fields.map((field) => field.name).filter((name) => name !== 'school_id')),
      sample: shipped,
    },
    notes: [
      'The columns besides school_id are a parameter that an administrator sets; shipped are the names of the state set.',
      'The header must hold the text school_id; nothing else of it is looked at.',
      'The shipped query compares values with TRUE; documents show numbers.',
      'Rows are compared on school_id alone: with the shipped parameter any second row of a school fails the file.',
    ],
  },
  origins: [
    {
      from: 'dictionary',
      where: 'workbook, sheets Infrastructure master (state) and Infrastructure_master(udise_dat (udise)',
    },
    { from: 'sample', where: 'the published sample has a third set' },
    { from: 'pipeline', where: 'release 3.7, infra flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'sample header',
      says: 'It matches neither printed set: 18 columns of both, and names of places.',
      used: 'state and udise in documented; the sample set is a pipeline variant',
    },
    {
      about: 'columns',
      says: 'Each state configures its own; the flow only looks for school_id in the header.',
      used: 'the printed sets; columns of a state are declared in its configuration',
    },
    {
      about: 'type of the flags',
      says: 'The state set prints int; the query shipped with the flow compares with TRUE.',
      used: 'integer',
    },
    {
      about: 'no as a number',
      says: 'Rows printed for the udise set write 2, the state set 0 or 1.',
      used: 'any integer; no codes are printed',
    },
    {
      about: 'columns read',
      says: 'The names of the shipped query fit the state set only.',
      used: 'both sets in documented',
    },
    {
      about: 'key',
      says: 'None is stated; the database keys on school_id.',
      used: "the pipeline's key, as a warning in documented",
    },
    {
      about: 'target of school_id',
      says: 'The dictionary points to the derived table school_hierarchy_details.',
      used: 'school_master',
    },
    { about: 'tap_water_functional', says: 'The sample holds a 9.', used: 'any integer' },
  ],
});
