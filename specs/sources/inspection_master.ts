import { bigint, boolean, codeNumber, date, integer, number, smallint, string, time } from '../columns.js';
import { defineSource } from '../define-source.js';

const school = codeNumber('school');

const fields = [
  bigint('InspectionId', { required: true, description: 'inspection id', example: 5001 }),
  bigint('ObserverId', { description: 'coordinator id', example: 301 }),
  string('ObserverName', { maxLength: 100, description: 'coordinator name', example: 'Asha Patel' }),
  school('SchoolId', { description: 'school code', example: '24010100011' }),
  smallint('BeginningStandard', { description: 'lowest class in the school', example: 1 }),
  smallint('EndStandard', { description: 'highest class in the school', example: 12 }),
  smallint('TotalClassRooms', { description: 'classrooms on record', example: 14 }),
  date('VisitDate', { description: 'date of the visit', example: '2020-07-15' }),
  time('VisitStartTime', { description: 'visit start', example: '10:30:00' }),
  time('VisitEndTime', { description: 'visit end', example: '12:45:00' }),
  smallint('ActualClassRooms', { description: 'classrooms found', example: 14 }),
  smallint('TotalSuggestionLastMonth', { description: 'suggestions made last month', example: 4 }),
  smallint('ResolvedFromThat', { description: 'suggestions acted on', example: 3 }),
  smallint('IsInspection', { codes: [0, 1, 2, 3], description: 'visit state code', example: 2 }),
  string('ReasonType', { maxLength: 100, description: 'reason type when not inspected', example: 'Holiday' }),
  string('ReasonDesc', { maxLength: 256, description: 'reason detail when not inspected', example: 'School closed for a local festival' }),
  integer('TotalScore', { description: 'maximum or total score', example: 100 }),
  number('Score', { description: 'score for this visit', example: 82.5 }),
  boolean('IsOffline', { description: 'captured offline', example: 'false' }),
];
const names = fields.map((field) => field.name);

export const inspectionMaster = defineSource({
  id: 'inspection_master',
  folder: 'inspection_master',
  stem: 'inspection_master',
  title: 'CRC Inspection Master',
  report: 'CRC Report',
  kind: 'transaction',
  delimiter: '|',
  fields,
  primaryKey: ['InspectionId'],
  foreignKeys: [
    { fields: ['SchoolId'], reference: { source: 'school_master', fields: ['udise_sch_code'] }, origin: 'dictionary' },
  ],
  variants: [],
  aliases: [],
  pipeline: {
    keyPrefixes: ['inspection_master/'],
    stemPrefix: 'inspect',
    delimiter: '|',
    headerOrder: names.map((name) => name.toLowerCase()),
    nullWord: 'text',
    trims: false,
    duplicateKey: 'unchecked',
    table: 'crc_inspection_trans',
    layouts: {
      default: {
        required: names,
        read: names,
        nullChecked: ['SchoolId', 'InspectionId', 'ObserverId'],
        key: [],
        types: {
          InspectionId: { is: 'long' },
          ObserverId: { is: 'long' },
          ObserverName: { is: 'string', optional: true },
          SchoolId: { is: 'long' },
          BeginningStandard: { is: 'int' },
          EndStandard: { is: 'int' },
          TotalClassRooms: { is: 'int' },
          VisitDate: { is: 'date' },
          VisitStartTime: { is: 'any' },
          VisitEndTime: { is: 'any' },
          ActualClassRooms: { is: 'int' },
          TotalSuggestionLastMonth: { is: 'int' },
          ResolvedFromThat: { is: 'int' },
          IsInspection: { is: 'int' },
          ReasonType: { is: 'string', optional: true },
          ReasonDesc: { is: 'string', optional: true },
          TotalScore: { is: 'double' },
          Score: { is: 'double' },
          IsOffline: { is: 'boolean' },
        },
        maxLengths: { ObserverName: 100, ReasonType: 100 },
      },
    },
    notes: [
      'A line with another number of fields is dropped.',
      'A second row with one InspectionId breaks its batch, since there is no same-id check.',
      'The table has 16 bit and time columns: a value that does not fit breaks its batch.',
      '0 and 9999 as SchoolId or InspectionId are left out of reports.',
      'IsInspection is not checked against its codes.',
    ],
  },
  origins: [
    { from: 'dictionary', where: 'workbook, sheet CRC_Inspection' },
    { from: 'pipeline', where: 'release 3.7, crc flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'type of VisitDate',
      says: 'The dictionary prints none; table and flow say date.',
      used: 'date',
    },
    {
      about: 'type of TotalScore',
      says: 'integer in the dictionary, double precision in the table.',
      used: 'integer',
    },
    {
      about: 'length of ReasonDesc',
      says: '256 in the dictionary, unlimited in the table.',
      used: '256 in documented',
    },
    {
      about: 'target of SchoolId',
      says: 'The dictionary points to the derived table school_hierarchy_details.',
      used: 'school_master',
    },
    {
      about: 'VisitDate',
      says: 'A second dictionary lacks the column.',
      used: 'asked for, as the first dictionary prints it',
    },
  ],
});
