import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('sector_no', { required: true, description: 'NSQF sector code', example: 61 }),
  smallint('marks_range_id', { required: true, codes: [1, 2, 3, 4], description: 'marks band code', example: 1 }),
  smallint('gen_b', { required: true, default: 0, description: 'General boys in this marks band', example: 3 }),
  smallint('gen_g', { required: true, default: 0, description: 'General girls in this marks band', example: 4 }),
  smallint('obc_b', { required: true, default: 0, description: 'OBC boys in this marks band', example: 3 }),
  smallint('obc_g', { required: true, default: 0, description: 'OBC girls in this marks band', example: 4 }),
  smallint('sc_b', { required: true, default: 0, description: 'SC boys in this marks band', example: 3 }),
  smallint('sc_g', { required: true, default: 0, description: 'SC girls in this marks band', example: 4 }),
  smallint('st_b', { required: true, default: 0, description: 'ST boys in this marks band', example: 3 }),
  smallint('st_g', { required: true, default: 0, description: 'ST girls in this marks band', example: 4 }),
];

export const nsqfExmresC10 = defineSource({
  id: 'nsqf_exmres_c10',
  folder: 'udise',
  stem: 'nsqf_exmres_c10',
  title: 'NSQF Exam Class 10 Results',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'sector_no', 'marks_range_id'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'nsqf_exmres_c10',
    fields,
    nullChecked: ['udise_sch_code', 'sector_no', 'marks_range_id'],
    key: ['udise_sch_code', 'sector_no', 'marks_range_id'],
  }),
  origins: udiseOrigins('udise_nsqf_exmres_c10'),
  conflicts: [schoolCodeAsNumber],
});
