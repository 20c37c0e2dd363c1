import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('grade_pri_upr', { required: true, codes: [1, 2], description: '1 primary, 2 upper primary', example: 1 }),
  smallint('incentive_type', { required: true, codes: [1, 2, 3, 4, 5], description: 'incentive code', example: 1 }),
  smallint('gen_b', { required: true, default: 0, description: 'General boys receiving the incentive', example: 3 }),
  smallint('gen_g', { required: true, default: 0, description: 'General girls receiving the incentive', example: 4 }),
  smallint('sc_b', { required: true, default: 0, description: 'SC boys receiving the incentive', example: 3 }),
  smallint('sc_g', { required: true, default: 0, description: 'SC girls receiving the incentive', example: 4 }),
  smallint('st_b', { required: true, default: 0, description: 'ST boys receiving the incentive', example: 3 }),
  smallint('st_g', { required: true, default: 0, description: 'ST girls receiving the incentive', example: 4 }),
  smallint('obc_b', { required: true, default: 0, description: 'OBC boys receiving the incentive', example: 3 }),
  smallint('obc_g', { required: true, default: 0, description: 'OBC girls receiving the incentive', example: 4 }),
  smallint('min_muslim_b', { required: true, default: 0, description: 'Muslim boys receiving the incentive', example: 3 }),
  smallint('min_muslim_g', { required: true, default: 0, description: 'Muslim girls receiving the incentive', example: 4 }),
  smallint('min_oth_b', { required: true, default: 0, description: 'other-minority boys receiving the incentive', example: 3 }),
  smallint('min_oth_g', { required: true, default: 0, description: 'other-minority girls receiving the incentive', example: 4 }),
];

export const schIncentives = defineSource({
  id: 'sch_incentives',
  folder: 'udise',
  stem: 'sch_incentives',
  title: 'School Incentives',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'grade_pri_upr', 'incentive_type'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_incentives',
    fields,
    nullChecked: ['udise_sch_code', 'grade_pri_upr', 'incentive_type'],
    key: ['udise_sch_code', 'grade_pri_upr', 'incentive_type'],
  }),
  origins: udiseOrigins('udise_sch_incentives'),
  conflicts: [
    schoolCodeAsNumber,
    {
      about: 'totals',
      says: 'A remark compares total_b and total_g, which are no columns, and bounds the Muslim boys by the total of the girls.',
      used: 'no rule between columns',
    },
  ],
});
