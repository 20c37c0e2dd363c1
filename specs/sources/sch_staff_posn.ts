import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { required: true, maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('tch_regular', { required: true, default: 0, description: 'regular teachers', example: 18 }),
  smallint('tch_contract', { required: true, default: 0, description: 'contract teachers', example: 3 }),
  smallint('tch_part_time', { required: true, default: 0, description: 'part-time instructors', example: 2 }),
  smallint('nontch_accnt', { required: true, default: 0, description: 'accountants', example: 2 }),
  smallint('nontch_lib_asst', { required: true, default: 0, description: 'library assistants', example: 2 }),
  smallint('nontch_lab_asst', { required: true, default: 0, description: 'lab assistants', example: 2 }),
  smallint('nontch_udc', { required: true, default: 0, description: 'upper division or head clerks', example: 2 }),
  smallint('nontch_ldc', { required: true, default: 0, description: 'lower division clerks', example: 2 }),
  smallint('nontch_peon', { required: true, default: 0, description: 'peons or multi-task staff', example: 2 }),
  smallint('nontch_watchman', { required: true, default: 0, description: 'night watchmen', example: 1 }),
  smallint('tch_hav_adhr', { required: true, default: 0, description: 'teachers with an Aadhaar number', example: 21 }),
];

export const schStaffPosn = defineSource({
  id: 'sch_staff_posn',
  folder: 'udise',
  stem: 'sch_staff_posn',
  title: 'School staff position',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_staff_posn',
    fields,
    nullChecked: ['udise_sch_code'],
    key: ['udise_sch_code'],
  }),
  origins: udiseOrigins('udise_sch_staff_posn'),
  conflicts: [schoolCodeAsNumber],
});
