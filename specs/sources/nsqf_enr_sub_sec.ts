import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('sub_sector_id', { required: true, description: 'sub-sector code', example: 1 }),
  smallint('sector_no', { required: true, description: 'NSQF sector code', example: 61 }),
  smallint('c9_b', { required: true, default: 0, description: 'class 9 boys in this sub-sector', example: 8 }),
  smallint('c9_g', { required: true, default: 0, description: 'class 9 girls in this sub-sector', example: 9 }),
  smallint('c10_b', { required: true, default: 0, description: 'class 10 boys in this sub-sector', example: 8 }),
  smallint('c10_g', { required: true, default: 0, description: 'class 10 girls in this sub-sector', example: 9 }),
  smallint('c11_b', { required: true, default: 0, description: 'class 11 boys in this sub-sector', example: 8 }),
  smallint('c11_g', { required: true, default: 0, description: 'class 11 girls in this sub-sector', example: 9 }),
  smallint('c12_b', { required: true, default: 0, description: 'class 12 boys in this sub-sector', example: 8 }),
  smallint('c12_g', { required: true, default: 0, description: 'class 12 girls in this sub-sector', example: 9 }),
];

export const nsqfEnrSubSec = defineSource({
  id: 'nsqf_enr_sub_sec',
  folder: 'udise',
  stem: 'nsqf_enr_sub_sec',
  title: 'NSQF Enrollment by Sub section',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'sector_no', 'sub_sector_id'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'nsqf_enr_sub_sec',
    fields,
    nullChecked: ['udise_sch_code', 'sector_no'],
    key: ['udise_sch_code', 'sector_no'],
    notes: [
      'Two sub-sectors of one sector count as one id and are dropped: the same-id check leaves out sub_sector_id.',
      'The upsert leaves out sub_sector_id too, so it has no matching table key and fails.',
    ],
  }),
  origins: udiseOrigins('udise_nsqf_enr_sub_sec'),
  conflicts: [
    schoolCodeAsNumber,
    {
      about: 'order of the key',
      says: 'sector_no before sub_sector_id in the key, after it in the columns.',
      used: 'as printed',
    },
    {
      about: 'blanks',
      says: 'The null check of the flow leaves out sub_sector_id.',
      used: 'a key column is required in documented',
    },
  ],
});
