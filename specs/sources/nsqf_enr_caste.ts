import { academicYear, codeRange, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('sector_no', { required: true, codes: codeRange(61, 80), description: 'NSQF sector code', example: 61 }),
  smallint('item_id', { required: true, codes: codeRange(1, 12), description: 'social, minority or special-needs group code', example: 1 }),
  smallint('c9_b', { required: true, default: 0, description: 'class 9 boys in this group', example: 8 }),
  smallint('c9_g', { required: true, default: 0, description: 'class 9 girls in this group', example: 9 }),
  smallint('c10_b', { required: true, default: 0, description: 'class 10 boys in this group', example: 8 }),
  smallint('c10_g', { required: true, default: 0, description: 'class 10 girls in this group', example: 9 }),
  smallint('c11_b', { required: true, default: 0, description: 'class 11 boys in this group', example: 8 }),
  smallint('c11_g', { required: true, default: 0, description: 'class 11 girls in this group', example: 9 }),
  smallint('c12_b', { required: true, default: 0, description: 'class 12 boys in this group', example: 8 }),
  smallint('c12_g', { required: true, default: 0, description: 'class 12 girls in this group', example: 9 }),
];

export const nsqfEnrCaste = defineSource({
  id: 'nsqf_enr_caste',
  folder: 'udise',
  stem: 'nsqf_enr_caste',
  title: 'NSQF Enrollment by Caste',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'sector_no', 'item_id'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'nsqf_enr_caste',
    fields,
    nullChecked: ['udise_sch_code', 'sector_no', 'item_id'],
    key: ['udise_sch_code', 'item_id', 'sector_no'],
  }),
  origins: udiseOrigins('udise_nsqf_enr_caste'),
  conflicts: [schoolCodeAsNumber],
});
