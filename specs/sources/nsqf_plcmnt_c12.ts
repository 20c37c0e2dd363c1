import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('sector_no', { required: true, description: 'NSQF sector code', example: 61 }),
  smallint('item_id', { required: true, codes: [1, 2, 3, 4], description: 'social category code', example: 1 }),
  smallint('opt_plcmnt_b', { required: true, default: 0, description: 'boys who asked for placement', example: 3 }),
  smallint('opt_plcmnt_g', { required: true, default: 0, description: 'girls who asked for placement', example: 4 }),
  smallint('placed_b', { required: true, default: 0, description: 'boys who got placed', example: 3 }),
  smallint('placed_g', { required: true, default: 0, description: 'girls who got placed', example: 4 }),
  smallint('voc_hs_b', { required: true, default: 0, description: 'boys who went on to vocational study', example: 3 }),
  smallint('voc_hs_g', { required: true, default: 0, description: 'girls who went on to vocational study', example: 4 }),
  smallint('nonvoc_hs_b', { required: true, default: 0, description: 'boys who went on to non-vocational study', example: 3 }),
  smallint('nonvoc_hs_g', { required: true, default: 0, description: 'girls who went on to non-vocational study', example: 4 }),
  smallint('self_emp_b', { required: true, default: 0, description: 'boys who became self-employed', example: 3 }),
  smallint('self_emp_g', { required: true, default: 0, description: 'girls who became self-employed', example: 4 }),
];

export const nsqfPlcmntC12 = defineSource({
  id: 'nsqf_plcmnt_c12',
  folder: 'udise',
  stem: 'nsqf_plcmnt_c12',
  title: 'NSQF Class 12 Placement',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'sector_no', 'item_id'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'nsqf_plcmnt_c12',
    fields,
    nullChecked: ['udise_sch_code', 'sector_no', 'item_id'],
    key: ['udise_sch_code', 'sector_no', 'item_id'],
  }),
  origins: udiseOrigins('udise_nsqf_plcmnt_c12'),
  conflicts: [schoolCodeAsNumber],
});
