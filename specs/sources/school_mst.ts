import {
  academicYear,
  boolean,
  codeNumber,
  codeRange,
  codeText,
  integer,
  number,
  smallint,
  string,
  year,
} from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';

const stateNumber = codeNumber('state');
const state = codeText('state');
const districtNumber = codeNumber('district');
const district = codeText('district');
const blockNumber = codeNumber('block');
const block = codeText('block');
const clusterNumber = codeNumber('cluster');
const cluster = codeText('cluster');
const schoolNumber = codeNumber('school');
const school = codeText('school');

const udise = defineVariant({
  name: 'udise',
  basis: 'dictionary',
  fields: [
    school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
    string('school_name', { required: true, maxLength: 150, holds: 'school-name', description: 'school name', example: 'Aslali Public School' }),
    state('state_cd', { required: true, description: 'state code', example: '24' }),
    district('district_cd', { required: true, description: 'district code', example: '2401' }),
    block('block_cd_1', { required: true, description: 'education block code', example: '240101' }),
    string('vill_ward_cd', { required: true, maxLength: 9, description: 'village or ward code', example: '240101001' }),
    cluster('cluster_cd', { required: true, description: 'cluster code', example: '2401010001' }),
    string('habitation_cd', { maxLength: 11, remarkRequired: true, description: 'habitation or locality code', example: '24010100101' }),
    integer('pincode', { maxLength: 6, remarkRequired: true, description: 'postal PIN code', example: 382427 }),
    string('panchayet_cd', { maxLength: 9, remarkRequired: true, description: 'panchayat code, rural only', example: '240101011' }),
    string('block_cd_2', { maxLength: 6, remarkRequired: true, description: 'second block code', example: '240101' }),
    string('assembly_cons_cd', { maxLength: 7, remarkRequired: true, description: 'assembly constituency code', example: '2401042' }),
    string('parl_cons_cd', { maxLength: 7, remarkRequired: true, description: 'parliamentary constituency code', example: '2401007' }),
    string('municipality_cd', { maxLength: 7, remarkRequired: true, description: 'municipality code where one applies', example: '2401003' }),
    string('city_cd', { maxLength: 7, remarkRequired: true, description: 'city code where one applies', example: '2401001' }),
    smallint('sch_loc_r_u', { required: true, default: 9, codes: [1, 2], description: '1 rural, 2 urban', example: 1 }),
    smallint('sch_category_id', { required: true, default: 0, codes: [1, 2, 3, 4, 5, 6, 7, 8, 10, 11], description: 'school category code', example: 3 }),
    smallint('sch_type', { required: true, default: 0, codes: [1, 2, 3], description: 'school type code', example: 3 }),
    smallint('sch_mgmt_id', { required: true, default: 0, description: 'management code', example: 1 }),
    smallint('class_frm', { required: true, default: 0, codes: codeRange(0, 12), description: 'lowest class', example: 1 }),
    smallint('class_to', { required: true, default: 0, codes: codeRange(0, 12), description: 'highest class', example: 12 }),
    smallint('school_status', { required: true, codes: [0, 1, 2, 3, 4], description: 'operating status code', example: 0 }),
    school('sch_id_merged', { remarkRequired: true, description: 'school merged into', example: '24010100012' }),
    year('sch_merged_year', { remarkRequired: true, description: 'merger year', example: '2019' }),
    academicYear('inityear', { required: true, maxLength: 7, description: 'academic year', example: '2020-21' }),
    number('latitude', { required: true, description: 'latitude', example: '22.9316' }),
    number('longitude', { required: true, description: 'longitude', example: '72.5816' }),
    boolean('ppsec_yn', { description: 'pre-primary section attached', example: 'true' }),
  ],
  primaryKey: [],
  foreignKeys: [
    { fields: ['cluster_cd'], reference: { source: 'cluster_master', fields: ['udise_cluster_code'] }, origin: 'pipeline' },
    { fields: ['block_cd_1'], reference: { source: 'block_master', fields: ['udise_block_code'] }, origin: 'pipeline' },
    { fields: ['district_cd'], reference: { source: 'district_master', fields: ['udise_district_code'] }, origin: 'pipeline' },
    { fields: ['sch_mgmt_id'], reference: { source: 'school_management_master', fields: ['ManagementId'] }, origin: 'pipeline' },
    { fields: ['sch_category_id'], reference: { source: 'school_category_master', fields: ['SchoolCategoryId'] }, origin: 'pipeline' },
  ],
});

const stateSet = defineVariant({
  name: 'state',
  basis: 'dictionary',
  fields: [
    schoolNumber('SchoolId', { required: true, description: 'school code', example: '24010100011' }),
    string('School', { maxLength: 250, holds: 'school-name', description: 'school name', example: 'Aslali Public School' }),
    integer('lowclass', { description: 'lowest class offered', example: 1 }),
    integer('highclass', { description: 'highest class offered', example: 12 }),
    integer('SchMgt', { description: 'management type id', example: 1 }),
    integer('SchCat', { description: 'school category id', example: 3 }),
    integer('SchoolMedium', { description: 'medium of instruction id', example: 4 }),
    stateNumber('StateId', { description: 'state id', example: '24' }),
    districtNumber('DistrictId', { description: 'district id: state plus 2 digits', example: '2401' }),
    blockNumber('BlockId', { description: 'block id: district plus 2 digits', example: '240101' }),
    clusterNumber('ClusterId', { description: 'cluster id: block plus 4 digits', example: '2401010001' }),
    number('Latitude', { description: 'latitude', example: '22.9316' }),
    number('Longitude', { description: 'longitude', example: '72.5816' }),
  ],
  primaryKey: ['SchoolId'],
  foreignKeys: [
    { fields: ['SchMgt'], reference: { source: 'school_management_master', fields: ['ManagementId'] }, origin: 'dictionary' },
    { fields: ['SchCat'], reference: { source: 'school_category_master', fields: ['SchoolCategoryId'] }, origin: 'dictionary' },
    { fields: ['ClusterId'], reference: { source: 'cluster_master', fields: ['udise_cluster_code'] }, origin: 'pipeline' },
    { fields: ['BlockId'], reference: { source: 'block_master', fields: ['udise_block_code'] }, origin: 'pipeline' },
    { fields: ['DistrictId'], reference: { source: 'district_master', fields: ['udise_district_code'] }, origin: 'pipeline' },
  ],
  equivalents: {
    SchoolId: 'udise_sch_code', School: 'school_name', lowclass: 'class_frm', highclass: 'class_to',
    SchMgt: 'sch_mgmt_id', SchCat: 'sch_category_id', StateId: 'state_cd', DistrictId: 'district_cd',
    BlockId: 'block_cd_1', ClusterId: 'cluster_cd', Latitude: 'latitude', Longitude: 'longitude',
  },
});

const selected = [
  'udise_sch_code', 'school_name', 'sch_mgmt_id', 'sch_category_id', 'state_cd', 'district_cd', 'block_cd_1',
  'cluster_cd', 'latitude', 'longitude',
];

const stateSetNames = stateSet.fields.map((field) => field.name);

export const schoolMaster = defineSource({
  id: 'school_master',
  folder: 'school_master',
  stem: 'school_mst',
  title: 'School Master',
  report: 'All reports',
  kind: 'static',
  delimiter: '|',
  fields: udise.fields,
  primaryKey: udise.primaryKey,
  foreignKeys: udise.foreignKeys,
  variants: [udise, stateSet],
  aliases: [],
  pipeline: {
    keyPrefixes: ['school_master/'],
    stemPrefix: 'school_mst',
    delimiter: '|',
    nullWord: 'null',
    trims: true,
    duplicateKey: 'all-dropped',
    table: 'school_master',
    layouts: {
      udise: {
        required: selected,
        read: selected,
        nullChecked: ['school_name', 'latitude', 'longitude'],
        zeroIsNull: ['latitude', 'longitude'],
        key: ['udise_sch_code'],
        types: {
          udise_sch_code: { is: 'long' },
          school_name: { is: 'string', optional: true },
          sch_mgmt_id: { is: 'int' },
          sch_category_id: { is: 'int' },
          state_cd: { is: 'int' },
          district_cd: { is: 'long' },
          block_cd_1: { is: 'long' },
          cluster_cd: { is: 'long' },
          latitude: { is: 'decimal' },
          longitude: { is: 'decimal' },
        },
        maxLengths: { school_name: 250 },
      },
      state: {
        required: stateSetNames,
        read: stateSetNames,
        nullChecked: ['School', 'Latitude', 'Longitude'],
        zeroIsNull: ['Latitude', 'Longitude'],
        key: ['SchoolId'],
        types: {
          SchoolId: { is: 'long' },
          School: { is: 'string', optional: true },
          lowclass: { is: 'int' },
          highclass: { is: 'int' },
          SchMgt: { is: 'int', optional: true, tableOnly: true },
          SchCat: { is: 'int', optional: true, tableOnly: true },
          SchoolMedium: { is: 'int', optional: true, tableOnly: true },
          StateId: { is: 'int' },
          DistrictId: { is: 'int' },
          BlockId: { is: 'long' },
          ClusterId: { is: 'long' },
          Latitude: { is: 'decimal' },
          Longitude: { is: 'decimal' },
        },
        maxLengths: { School: 250 },
      },
    },
    notes: [
      'Latitude or longitude written 0 or 0.0 counts as a null; 0.00 passes.',
      'Reports need both coordinates above 0.',
      'While maps are switched off the coordinates are not looked at.',
      'A row that fails goes to school_invalid_data, with a reason.',
      'The school code is not null-checked: a blank breaks its batch.',
      'Square brackets in a school name are stripped when the hierarchy is built; a closing one breaks exam queries.',
      'The code 9999 stands for others and must not be a school.',
      'Each school_mst rebuilds the school hierarchy from the masters that are already there.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheets UDISE - STATIC TABLES (udise) and School_MST (state)' },
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
      says: 'The udise set states none; the database keys on the school code.',
      used: "the pipeline's key, as a warning in documented",
    },
    {
      about: 'remarks',
      says: 'They ask for a value in ten columns whose null column is blank, habitation_cd the first.',
      used: 'optional, and marked remarkRequired',
    },
    {
      about: 'NOT NULL',
      says: 'The sample leaves 7 of the 17 NOT NULL columns blank.',
      used: 'NOT NULL as printed',
    },
    {
      about: 'defaults',
      says: '9 of sch_loc_r_u and 0 of sch_category_id and sch_type are not among the printed codes.',
      used: 'the printed codes and the default are accepted',
    },
    {
      about: 'sch_category_id',
      says: 'The printed list goes from 8 to 10.',
      used: 'the list as printed; 9 is not a code',
    },
    {
      about: 'type of the codes',
      says: 'The dictionary prints char; the database keeps bigint, so a leading zero is lost there.',
      used: 'text with a fixed number of digits',
    },
    {
      about: 'columns read',
      says: 'The flow reads 10 of the 28 columns of the udise set.',
      used: 'all 28 are asked for in documented',
    },
    {
      about: 'coordinates',
      says: 'The flow drops a row whose latitude or longitude is 0; the dictionary prints no range.',
      used: 'no range in documented',
    },
    {
      about: 'SchoolMedium',
      says: 'It points to school_medium_master, which is never emitted.',
      used: 'no reference',
    },
  ],
});
