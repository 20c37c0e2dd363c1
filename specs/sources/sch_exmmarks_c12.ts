import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('item_id', { required: true, codes: [3, 4], description: 'regular or private candidate', example: 3 }),
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

export const schExmmarksC12 = defineSource({
  id: 'sch_exmmarks_c12',
  folder: 'udise',
  stem: 'sch_exmmarks_c12',
  title: 'School Exam Class 12 marks',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'item_id', 'marks_range_id'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_exmmarks_c12',
    fields,
    nullChecked: ['udise_sch_code', 'item_id', 'marks_range_id'],
    key: ['udise_sch_code', 'item_id', 'marks_range_id'],
  }),
  origins: udiseOrigins('udise_sch_exmmarks_c12'),
  conflicts: [schoolCodeAsNumber],
});
