import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('sector_no', { required: true, description: 'NSQF sector code', example: 61 }),
  smallint('class_type_id', { required: true, codes: [1, 2, 3, 4], description: 'kind of class: theory, practical, visit, industry', example: 1 }),
  smallint('c9', { required: true, default: 0, description: 'class 9 hours, or visits', example: 2 }),
  smallint('c10', { required: true, default: 0, description: 'class 10 hours, or visits', example: 2 }),
  smallint('c11', { required: true, default: 0, description: 'class 11 hours, or visits', example: 2 }),
  smallint('c12', { required: true, default: 0, description: 'class 12 hours, or visits', example: 2 }),
];

export const nsqfClassCond = defineSource({
  id: 'nsqf_class_cond',
  folder: 'udise',
  stem: 'nsqf_class_cond',
  title: 'NSQF Class Condition',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'sector_no', 'class_type_id'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'nsqf_class_cond',
    fields,
    nullChecked: ['udise_sch_code', 'sector_no', 'class_type_id'],
    key: ['udise_sch_code', 'sector_no', 'class_type_id'],
  }),
  origins: udiseOrigins('udise_nsqf_class_cond'),
  conflicts: [schoolCodeAsNumber],
});
