import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('medinstr_seq', { required: true, description: 'which profile teaching-medium slot', example: 1 }),
  smallint('c1_b', { required: true, default: 0, description: 'class 1 boys taught in this medium', example: 20 }),
  smallint('c1_g', { required: true, default: 0, description: 'class 1 girls taught in this medium', example: 21 }),
  smallint('c2_b', { required: true, default: 0, description: 'class 2 boys taught in this medium', example: 20 }),
  smallint('c2_g', { required: true, default: 0, description: 'class 2 girls taught in this medium', example: 21 }),
  smallint('c3_b', { required: true, default: 0, description: 'class 3 boys taught in this medium', example: 20 }),
  smallint('c3_g', { required: true, default: 0, description: 'class 3 girls taught in this medium', example: 21 }),
  smallint('c4_b', { required: true, default: 0, description: 'class 4 boys taught in this medium', example: 20 }),
  smallint('c4_g', { required: true, default: 0, description: 'class 4 girls taught in this medium', example: 21 }),
  smallint('c5_b', { required: true, default: 0, description: 'class 5 boys taught in this medium', example: 20 }),
  smallint('c5_g', { required: true, default: 0, description: 'class 5 girls taught in this medium', example: 21 }),
  smallint('c6_b', { required: true, default: 0, description: 'class 6 boys taught in this medium', example: 20 }),
  smallint('c6_g', { required: true, default: 0, description: 'class 6 girls taught in this medium', example: 21 }),
  smallint('c7_b', { required: true, default: 0, description: 'class 7 boys taught in this medium', example: 20 }),
  smallint('c7_g', { required: true, default: 0, description: 'class 7 girls taught in this medium', example: 21 }),
  smallint('c8_b', { required: true, default: 0, description: 'class 8 boys taught in this medium', example: 20 }),
  smallint('c8_g', { required: true, default: 0, description: 'class 8 girls taught in this medium', example: 21 }),
  smallint('c9_b', { required: true, default: 0, description: 'class 9 boys taught in this medium', example: 20 }),
  smallint('c9_g', { required: true, default: 0, description: 'class 9 girls taught in this medium', example: 21 }),
  smallint('c10_b', { required: true, default: 0, description: 'class 10 boys taught in this medium', example: 20 }),
  smallint('c10_g', { required: true, default: 0, description: 'class 10 girls taught in this medium', example: 21 }),
  smallint('c11_b', { required: true, default: 0, description: 'class 11 boys taught in this medium', example: 20 }),
  smallint('c11_g', { required: true, default: 0, description: 'class 11 girls taught in this medium', example: 21 }),
  smallint('c12_b', { required: true, default: 0, description: 'class 12 boys taught in this medium', example: 20 }),
  smallint('c12_g', { required: true, default: 0, description: 'class 12 girls taught in this medium', example: 21 }),
];

export const schEnrMedinstr = defineSource({
  id: 'sch_enr_medinstr',
  folder: 'udise',
  stem: 'sch_enr_medinstr',
  title: 'School Enrollment by Medium of Instruction',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'medinstr_seq'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_enr_medinstr',
    fields,
    nullChecked: ['udise_sch_code', 'medinstr_seq'],
    key: ['udise_sch_code', 'medinstr_seq'],
    notStored: ['c12_b', 'c12_g'],
    notes: ['c12_b and c12_g are dropped on load.'],
  }),
  origins: udiseOrigins('udise_sch_enr_medinstr'),
  conflicts: [
    {
      about: 'class 12',
      says: 'The table has no c12_b and no c12_g.',
      used: 'asked for in documented, lost in the database',
    },
    schoolCodeAsNumber,
  ],
});
