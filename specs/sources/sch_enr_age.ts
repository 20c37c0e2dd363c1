import { academicYear, codeRange, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('age_id', { required: true, codes: codeRange(4, 23), description: 'age code; 4 is under five, 23 over 22', example: 8 }),
  smallint('c1_b', { required: true, default: 0, description: 'class 1 boys of this age', example: 9 }),
  smallint('c1_g', { required: true, default: 0, description: 'class 1 girls of this age', example: 10 }),
  smallint('c2_b', { required: true, default: 0, description: 'class 2 boys of this age', example: 9 }),
  smallint('c2_g', { required: true, default: 0, description: 'class 2 girls of this age', example: 10 }),
  smallint('c3_b', { required: true, default: 0, description: 'class 3 boys of this age', example: 9 }),
  smallint('c3_g', { required: true, default: 0, description: 'class 3 girls of this age', example: 10 }),
  smallint('c4_b', { required: true, default: 0, description: 'class 4 boys of this age', example: 9 }),
  smallint('c4_g', { required: true, default: 0, description: 'class 4 girls of this age', example: 10 }),
  smallint('c5_b', { required: true, default: 0, description: 'class 5 boys of this age', example: 9 }),
  smallint('c5_g', { required: true, default: 0, description: 'class 5 girls of this age', example: 10 }),
  smallint('c6_b', { required: true, default: 0, description: 'class 6 boys of this age', example: 9 }),
  smallint('c6_g', { required: true, default: 0, description: 'class 6 girls of this age', example: 10 }),
  smallint('c7_b', { required: true, default: 0, description: 'class 7 boys of this age', example: 9 }),
  smallint('c7_g', { required: true, default: 0, description: 'class 7 girls of this age', example: 10 }),
  smallint('c8_b', { required: true, default: 0, description: 'class 8 boys of this age', example: 9 }),
  smallint('c8_g', { required: true, default: 0, description: 'class 8 girls of this age', example: 10 }),
  smallint('c9_b', { required: true, default: 0, description: 'class 9 boys of this age', example: 9 }),
  smallint('c9_g', { required: true, default: 0, description: 'class 9 girls of this age', example: 10 }),
  smallint('c10_b', { required: true, default: 0, description: 'class 10 boys of this age', example: 9 }),
  smallint('c10_g', { required: true, default: 0, description: 'class 10 girls of this age', example: 10 }),
  smallint('c11_b', { required: true, default: 0, description: 'class 11 boys of this age', example: 9 }),
  smallint('c11_g', { required: true, default: 0, description: 'class 11 girls of this age', example: 10 }),
  smallint('c12_b', { required: true, default: 0, description: 'class 12 boys of this age', example: 9 }),
  smallint('c12_g', { required: true, default: 0, description: 'class 12 girls of this age', example: 10 }),
];

export const schEnrAge = defineSource({
  id: 'sch_enr_age',
  folder: 'udise',
  stem: 'sch_enr_age',
  title: 'School Enrollment by Age',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'age_id'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_enr_age',
    fields,
    nullChecked: ['udise_sch_code', 'age_id'],
    key: ['udise_sch_code', 'age_id'],
  }),
  origins: udiseOrigins('udise_sch_enr_age'),
  conflicts: [schoolCodeAsNumber],
});
