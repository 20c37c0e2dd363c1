import { academicYear, codeRange, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('item_group', { required: true, codes: [1, 2], description: 'group that item_id belongs to', example: 1 }),
  smallint('item_id', { required: true, codes: codeRange(1, 11), description: 'group member code, depends on item_group', example: 1 }),
  smallint('c1_b', { required: true, default: 0, description: 'class 1 boys repeating', example: 1 }),
  smallint('c1_g', { required: true, default: 0, description: 'class 1 girls repeating', example: 2 }),
  smallint('c2_b', { required: true, default: 0, description: 'class 2 boys repeating', example: 1 }),
  smallint('c2_g', { required: true, default: 0, description: 'class 2 girls repeating', example: 2 }),
  smallint('c3_b', { required: true, default: 0, description: 'class 3 boys repeating', example: 1 }),
  smallint('c3_g', { required: true, default: 0, description: 'class 3 girls repeating', example: 2 }),
  smallint('c4_b', { required: true, default: 0, description: 'class 4 boys repeating', example: 1 }),
  smallint('c4_g', { required: true, default: 0, description: 'class 4 girls repeating', example: 2 }),
  smallint('c5_b', { required: true, default: 0, description: 'class 5 boys repeating', example: 1 }),
  smallint('c5_g', { required: true, default: 0, description: 'class 5 girls repeating', example: 2 }),
  smallint('c6_b', { required: true, default: 0, description: 'class 6 boys repeating', example: 1 }),
  smallint('c6_g', { required: true, default: 0, description: 'class 6 girls repeating', example: 2 }),
  smallint('c7_b', { required: true, default: 0, description: 'class 7 boys repeating', example: 1 }),
  smallint('c7_g', { required: true, default: 0, description: 'class 7 girls repeating', example: 2 }),
  smallint('c8_b', { required: true, default: 0, description: 'class 8 boys repeating', example: 1 }),
  smallint('c8_g', { required: true, default: 0, description: 'class 8 girls repeating', example: 2 }),
  smallint('c9_b', { required: true, default: 0, description: 'class 9 boys repeating', example: 1 }),
  smallint('c9_g', { required: true, default: 0, description: 'class 9 girls repeating', example: 2 }),
  smallint('c10_b', { required: true, default: 0, description: 'class 10 boys repeating', example: 1 }),
  smallint('c10_g', { required: true, default: 0, description: 'class 10 girls repeating', example: 2 }),
  smallint('c11_b', { required: true, default: 0, description: 'class 11 boys repeating', example: 1 }),
  smallint('c11_g', { required: true, default: 0, description: 'class 11 girls repeating', example: 2 }),
  smallint('c12_b', { required: true, default: 0, description: 'class 12 boys repeating', example: 1 }),
  smallint('c12_g', { required: true, default: 0, description: 'class 12 girls repeating', example: 2 }),
];

export const schEnrReptr = defineSource({
  id: 'sch_enr_reptr',
  folder: 'udise',
  stem: 'sch_enr_reptr',
  title: 'School Enrollment by Report',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'item_group', 'item_id'],
  foreignKeys: [ofSchool],
  allowedPairs: {
    fields: ['item_group', 'item_id'],
    values: [[1, 1], [1, 2], [1, 3], [1, 4], [2, 5], [2, 6], [2, 7], [2, 8], [2, 9], [2, 10], [2, 11]],
  },
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_enr_reptr',
    fields,
    nullChecked: ['udise_sch_code', 'item_group', 'item_id'],
    key: ['udise_sch_code', 'item_id', 'item_group'],
  }),
  origins: udiseOrigins('udise_sch_enr_reptr'),
  conflicts: [
    schoolCodeAsNumber,
    {
      about: 'codes of item_group and item_id',
      says: 'One remark holds both lists.',
      used: 'split into two lists, and into the pairs that are legal',
    },
    {
      about: 'title',
      says: 'The documentation says Report; the columns count repeaters.',
      used: 'the title as published',
    },
  ],
});
