import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('disability_type', { required: true, description: 'disability code', example: 1 }),
  smallint('cpp_b', { required: true, default: 0, description: 'pre-primary boys with this disability', example: 1 }),
  smallint('cpp_g', { required: true, default: 0, description: 'pre-primary girls with this disability', example: 2 }),
  smallint('c1_b', { required: true, default: 0, description: 'class 1 boys with this disability', example: 1 }),
  smallint('c1_g', { required: true, default: 0, description: 'class 1 girls with this disability', example: 2 }),
  smallint('c2_b', { required: true, default: 0, description: 'class 2 boys with this disability', example: 1 }),
  smallint('c2_g', { required: true, default: 0, description: 'class 2 girls with this disability', example: 2 }),
  smallint('c3_b', { required: true, default: 0, description: 'class 3 boys with this disability', example: 1 }),
  smallint('c3_g', { required: true, default: 0, description: 'class 3 girls with this disability', example: 2 }),
  smallint('c4_b', { required: true, default: 0, description: 'class 4 boys with this disability', example: 1 }),
  smallint('c4_g', { required: true, default: 0, description: 'class 4 girls with this disability', example: 2 }),
  smallint('c5_b', { required: true, default: 0, description: 'class 5 boys with this disability', example: 1 }),
  smallint('c5_g', { required: true, default: 0, description: 'class 5 girls with this disability', example: 2 }),
  smallint('c6_b', { required: true, default: 0, description: 'class 6 boys with this disability', example: 1 }),
  smallint('c6_g', { required: true, default: 0, description: 'class 6 girls with this disability', example: 2 }),
  smallint('c7_b', { required: true, default: 0, description: 'class 7 boys with this disability', example: 1 }),
  smallint('c7_g', { required: true, default: 0, description: 'class 7 girls with this disability', example: 2 }),
  smallint('c8_b', { required: true, default: 0, description: 'class 8 boys with this disability', example: 1 }),
  smallint('c8_g', { required: true, default: 0, description: 'class 8 girls with this disability', example: 2 }),
  smallint('c9_b', { required: true, default: 0, description: 'class 9 boys with this disability', example: 1 }),
  smallint('c9_g', { required: true, default: 0, description: 'class 9 girls with this disability', example: 2 }),
  smallint('c10_b', { required: true, default: 0, description: 'class 10 boys with this disability', example: 1 }),
  smallint('c10_g', { required: true, default: 0, description: 'class 10 girls with this disability', example: 2 }),
  smallint('c11_b', { required: true, default: 0, description: 'class 11 boys with this disability', example: 1 }),
  smallint('c11_g', { required: true, default: 0, description: 'class 11 girls with this disability', example: 2 }),
  smallint('c12_b', { required: true, default: 0, description: 'class 12 boys with this disability', example: 1 }),
  smallint('c12_g', { required: true, default: 0, description: 'class 12 girls with this disability', example: 2 }),
];

export const schEnrCwsn = defineSource({
  id: 'sch_enr_cwsn',
  folder: 'udise',
  stem: 'sch_enr_cwsn',
  title: 'School Enrollment by CWSN',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'disability_type'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_enr_cwsn',
    fields,
    nullChecked: ['udise_sch_code', 'disability_type'],
    key: ['udise_sch_code', 'disability_type'],
  }),
  origins: udiseOrigins('udise_sch_enr_cwsn'),
  conflicts: [schoolCodeAsNumber],
});
