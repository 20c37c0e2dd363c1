import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('item_id', { required: true, codes: [3, 4], description: 'regular or private candidate', example: 3 }),
  smallint('stream_id', { required: true, codes: [121, 122, 123, 124, 125], description: 'stream code', example: 121 }),
  smallint('gen_app_b', { required: true, default: 0, description: 'General boys who sat the exam', example: 12 }),
  smallint('gen_app_g', { required: true, default: 0, description: 'General girls who sat the exam', example: 13 }),
  smallint('obc_app_b', { required: true, default: 0, description: 'OBC boys who sat the exam', example: 12 }),
  smallint('obc_app_g', { required: true, default: 0, description: 'OBC girls who sat the exam', example: 13 }),
  smallint('sc_app_b', { required: true, default: 0, description: 'SC boys who sat the exam', example: 12 }),
  smallint('sc_app_g', { required: true, default: 0, description: 'SC girls who sat the exam', example: 13 }),
  smallint('st_app_b', { required: true, default: 0, description: 'ST boys who sat the exam', example: 12 }),
  smallint('st_app_g', { required: true, default: 0, description: 'ST girls who sat the exam', example: 13 }),
  smallint('gen_pass_b', { required: true, default: 0, description: 'General boys who passed', example: 10 }),
  smallint('gen_pass_g', { required: true, default: 0, description: 'General girls who passed', example: 11 }),
  smallint('obc_pass_b', { required: true, default: 0, description: 'OBC boys who passed', example: 10 }),
  smallint('obc_pass_g', { required: true, default: 0, description: 'OBC girls who passed', example: 11 }),
  smallint('sc_pass_b', { required: true, default: 0, description: 'SC boys who passed', example: 10 }),
  smallint('sc_pass_g', { required: true, default: 0, description: 'SC girls who passed', example: 11 }),
  smallint('st_pass_b', { required: true, default: 0, description: 'ST boys who passed', example: 10 }),
  smallint('st_pass_g', { required: true, default: 0, description: 'ST girls who passed', example: 11 }),
];

export const schExmresC12 = defineSource({
  id: 'sch_exmres_c12',
  folder: 'udise',
  stem: 'sch_exmres_c12',
  title: 'School Exam Result Class 12',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'item_id', 'stream_id'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_exmres_c12',
    fields,
    nullChecked: ['udise_sch_code', 'item_id', 'stream_id'],
    key: ['udise_sch_code', 'item_id', 'stream_id'],
  }),
  origins: udiseOrigins('udise_sch_exmres_c12'),
  conflicts: [schoolCodeAsNumber],
});
