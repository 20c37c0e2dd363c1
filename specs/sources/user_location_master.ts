import { bigint, codeNumber, number, timestamp, trueOrFalse } from '../columns.js';
import { defineSource } from '../define-source.js';

const school = codeNumber('school');

const fields = [
  bigint('UserLocationMasterId', { required: true, description: 'location row id', example: 7001 }),
  bigint('UserMasterId', { description: 'coordinator user id', example: 301 }),
  school('SchoolId', { description: 'school code', example: '24010100011' }),
  bigint('InspectionId', { description: 'inspection id', example: 5001 }),
  number('Latitude', { description: 'latitude', example: '22.9316' }),
  number('Longitude', { description: 'longitude', example: '72.5816' }),
  trueOrFalse('InSchoolLocation', { description: 'coordinator was at the school', example: 'true' }),
  timestamp('CreatedOn', { description: 'time the row was made', example: '2020-07-15 11:05:00' }),
];
const names = fields.map((field) => field.name);

export const userLocationMaster = defineSource({
  id: 'user_location_master',
  folder: 'user_location_master',
  stem: 'user_location_master',
  title: 'CRC User Location Master',
  report: 'CRC Report',
  kind: 'transaction',
  delimiter: '|',
  fields,
  primaryKey: ['UserLocationMasterId'],
  foreignKeys: [
    { fields: ['SchoolId'], reference: { source: 'school_master', fields: ['udise_sch_code'] }, origin: 'dictionary' },
    { fields: ['InspectionId'], reference: { source: 'inspection_master', fields: ['InspectionId'] }, origin: 'dictionary' },
  ],
  variants: [],
  aliases: [],
  pipeline: {
    keyPrefixes: ['user_location_master/'],
    stemPrefix: 'user_location_master',
    delimiter: '|',
    headerOrder: names.map((name) => name.toLowerCase()),
    nullWord: 'text',
    trims: false,
    duplicateKey: 'earliest-kept',
    table: 'crc_location_trans',
    layouts: {
      default: {
        required: names,
        read: names,
        nullChecked: names,
        key: ['InspectionId'],
        types: {
          UserLocationMasterId: { is: 'long' },
          UserMasterId: { is: 'long' },
          SchoolId: { is: 'long' },
          InspectionId: { is: 'long' },
          Latitude: { is: 'decimal' },
          Longitude: { is: 'decimal' },
          InSchoolLocation: { is: 'any' },
          CreatedOn: { is: 'date' },
        },
      },
    },
    notes: [
      'Only rows whose InSchoolLocation is true are kept.',
      'Of the rows with one InspectionId above 0 the earliest CreatedOn is kept.',
      'CreatedOn must begin yyyy-MM-dd; months older than the retention period (90 days by default) are removed.',
      'While maps are switched off the coordinates are not looked at.',
      '0 and 9999 as SchoolId or InspectionId are left out of reports.',
      'Rows without an inspection in inspection_master are not shown.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet CRC_UserLocationMST' },
    { from: 'pipeline', where: 'release 3.7, crc flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'CreatedOn',
      says: 'A timestamp in the dictionary; the flow reads a date yyyy-MM-dd at its beginning.',
      used: 'timestamp',
    },
    {
      about: 'targets',
      says: 'The dictionary points to derived tables.',
      used: 'school_master and inspection_master',
    },
    {
      about: 'coordinates',
      says: 'The flow needs both while maps are switched on.',
      used: 'optional in documented, null-checked in pipeline-3.7',
    },
  ],
});
