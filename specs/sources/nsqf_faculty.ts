import { academicYear, bigint, codeText, date, reordered, smallint, string } from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  bigint('nsqf_faculty_id', { required: true, description: 'faculty record number', example: 41 }),
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  string('faculty_code', { maxLength: 20, description: 'faculty code', example: 'F041' }),
  string('name', { maxLength: 50, description: 'teacher name', example: 'Rajesh Parmar' }),
  smallint('gender', { required: true, description: 'gender code', example: 1 }),
  date('dob', { description: 'birth date', example: '1985-04-12' }),
  smallint('soc_cat', { required: true, description: 'social category code', example: 2 }),
  smallint('nature_of_appt', { required: true, description: 'appointment type code', example: 1 }),
  smallint('qual_acad', { required: true, description: 'academic qualification code', example: 4 }),
  smallint('qual_prof', { required: true, description: 'professional qualification code', example: 2 }),
  smallint('industry_exp', { required: true, description: 'industry experience', example: 3 }),
  smallint('training_exp', { required: true, description: 'training experience', example: 2 }),
  smallint('class_taught', { required: true, description: 'classes taught code', example: 3 }),
  smallint('appt_sec', { required: true, description: 'sector appointed for', example: 61 }),
  smallint('induc_trg_rcvd', { required: true, description: 'induction training received', example: 1 }),
  smallint('inserv_trg_rcvd', { required: true, description: 'in-service training this year', example: 1 }),
];

const names = fields.map((field) => field.name);
const flowOrder = reordered(fields, [...names.slice(1), 'nsqf_faculty_id']);

const workbook = defineVariant({
  name: 'workbook',
  basis: 'dictionary',
  fields,
  primaryKey: ['nsqf_faculty_id', 'udise_sch_code'],
  foreignKeys: [ofSchool],
});

const pipeline = defineVariant({
  name: 'pipeline',
  basis: 'pipeline',
  fields: flowOrder,
  primaryKey: ['nsqf_faculty_id', 'udise_sch_code'],
  foreignKeys: [ofSchool],
});

export const nsqfFaculty = defineSource({
  id: 'nsqf_faculty',
  folder: 'udise',
  stem: 'nsqf_faculty',
  title: 'NSQF Faculty',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['nsqf_faculty_id', 'udise_sch_code'],
  foreignKeys: [ofSchool],
  variants: [workbook, pipeline],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'nsqf_faculty',
    fields: flowOrder,
    variant: 'pipeline',
    nullChecked: ['udise_sch_code', 'nsqf_faculty_id'],
    key: ['udise_sch_code', 'nsqf_faculty_id'],
    maxLengths: { faculty_code: 100, name: 100 },
    notes: [
      'A file in the order of the dictionary is refused.',
      'The upsert names faculty_code and the table keys on nsqf_faculty_id, so it fails for every file.',
    ],
  }),
  origins: udiseOrigins('udise_nsqf_faculty'),
  conflicts: [
    {
      about: 'column order',
      says: 'The flow refuses the header of the dictionary.',
      used: "the dictionary's order; the order that the flow wants is a pipeline variant",
    },
    schoolCodeAsNumber,
    {
      about: 'lengths',
      says: 'The table takes 100; the dictionary prints 20 for faculty_code and 50 for name.',
      used: 'the dictionary in documented, the table in pipeline-3.7',
    },
    {
      about: 'place of nsqf_faculty_id',
      says: 'First in the dictionary, last in flow and table.',
      used: 'first in documented',
    },
  ],
});
