import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('age4_b', { required: true, default: 0, description: 'new class 1 boys under five', example: 3 }),
  smallint('age4_g', { required: true, default: 0, description: 'new class 1 girls under five', example: 4 }),
  smallint('age5_b', { required: true, default: 0, description: 'new class 1 boys aged 5', example: 3 }),
  smallint('age5_g', { required: true, default: 0, description: 'new class 1 girls aged 5', example: 4 }),
  smallint('age6_b', { required: true, default: 0, description: 'new class 1 boys aged 6', example: 3 }),
  smallint('age6_g', { required: true, default: 0, description: 'new class 1 girls aged 6', example: 4 }),
  smallint('age7_b', { required: true, default: 0, description: 'new class 1 boys aged 7', example: 3 }),
  smallint('age7_g', { required: true, default: 0, description: 'new class 1 girls aged 7', example: 4 }),
  smallint('age8_b', { required: true, default: 0, description: 'new class 1 boys over seven', example: 3 }),
  smallint('age8_g', { required: true, default: 0, description: 'new class 1 girls over seven', example: 4 }),
  smallint('same_sch_b', { required: true, default: 0, description: 'class 1 boys with preschool in this school', example: 3 }),
  smallint('same_sch_g', { required: true, default: 0, description: 'class 1 girls with preschool in this school', example: 4 }),
  smallint('oth_sch_b', { required: true, default: 0, description: 'class 1 boys with preschool elsewhere', example: 3 }),
  smallint('oth_sch_g', { required: true, default: 0, description: 'class 1 girls with preschool elsewhere', example: 4 }),
  smallint('anganwadi_b', { required: true, default: 0, description: 'class 1 boys with preschool at an Anganwadi', example: 3 }),
  smallint('anganwadi_g', { required: true, default: 0, description: 'class 1 girls with preschool at an Anganwadi', example: 4 }),
];

export const schEnrNewadm = defineSource({
  id: 'sch_enr_newadm',
  folder: 'udise',
  stem: 'sch_enr_newadm',
  title: 'School Enrollment by New Admission',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_enr_newadm',
    fields,
    nullChecked: ['udise_sch_code'],
    key: ['udise_sch_code'],
  }),
  origins: udiseOrigins('udise_sch_enr_newadm'),
  conflicts: [schoolCodeAsNumber],
});
