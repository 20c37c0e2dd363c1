import { academicYear, codeRange, codeText, integer, smallint, year } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('nsqf_yn', { required: true, codes: [1, 2], description: 'school runs NSQF', example: 1 }),
  smallint('voc_course_yn', { required: true, codes: [1, 2], description: 'vocational course offered', example: 1 }),
  integer('sec1_sub', { codes: codeRange(61, 80), description: 'first sector code', example: 61 }),
  year('sec1_year', { description: 'first sector start year', example: '2016' }),
  integer('sec2_sub', { codes: codeRange(61, 80), description: 'second sector code', example: 62 }),
  year('sec2_year', { description: 'second sector start year', example: '2018' }),
];

export const nsqfBasicInfo = defineSource({
  id: 'nsqf_basic_info',
  folder: 'udise',
  stem: 'nsqf_basic_info',
  title: 'NSQF Basic information',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'nsqf_basic_info',
    fields,
    nullChecked: ['udise_sch_code'],
    key: ['udise_sch_code'],
    maxLengths: { sec1_year: 10, sec2_year: 10 },
  }),
  origins: udiseOrigins('udise_nsqf_basic_info'),
  conflicts: [
    schoolCodeAsNumber,
    {
      about: 'length of sec1_year and sec2_year',
      says: '4 in the dictionary, 10 in the table.',
      used: '4 in documented',
    },
  ],
});
