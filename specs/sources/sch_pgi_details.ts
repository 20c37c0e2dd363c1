import { academicYear, codeText, integer, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  integer('tch_adhr_seed', { description: 'teachers with a registered unique ID', example: 21 }),
  smallint('stu_atndnc_yn', { default: 9, description: 'electronic student attendance', example: 1 }),
  smallint('tch_atndnc_yn', { default: 9, description: 'electronic teacher attendance', example: 1 }),
  smallint('sch_eval_yn', { default: 9, description: 'school evaluation finished', example: 1 }),
  smallint('improv_plan_yn', { default: 9, description: 'improvement plan made after evaluation', example: 1 }),
  smallint('sch_pfms_yn', { default: 9, description: 'registered in PFMS', example: 1 }),
];

export const schPgiDetails = defineSource({
  id: 'sch_pgi_details',
  folder: 'udise',
  stem: 'sch_pgi_details',
  title: 'School PGI Indicators',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_pgi_details',
    fields,
    nullChecked: ['udise_sch_code'],
    key: ['udise_sch_code'],
  }),
  origins: udiseOrigins('udise_sch_pgi_details'),
  conflicts: [schoolCodeAsNumber],
});
