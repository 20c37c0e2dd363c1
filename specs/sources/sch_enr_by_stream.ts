import { academicYear, codeRange, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('stream_id', { required: true, codes: [111, 112, 113, 114, 115], description: 'stream code', example: 111 }),
  smallint('caste_id', { required: true, codes: codeRange(1, 11), description: 'social or minority group code', example: 1 }),
  smallint('ec11_b', { required: true, default: 0, description: 'new class 11 boys', example: 15 }),
  smallint('ec11_g', { required: true, default: 0, description: 'new class 11 girls', example: 16 }),
  smallint('ec12_b', { required: true, default: 0, description: 'new class 12 boys', example: 15 }),
  smallint('ec12_g', { required: true, default: 0, description: 'new class 12 girls', example: 16 }),
  smallint('rc11_b', { required: true, default: 0, description: 'repeating class 11 boys', example: 15 }),
  smallint('rc11_g', { required: true, default: 0, description: 'repeating class 11 girls', example: 16 }),
  smallint('rc12_b', { required: true, default: 0, description: 'repeating class 12 boys', example: 15 }),
  smallint('rc12_g', { required: true, default: 0, description: 'repeating class 12 girls', example: 16 }),
];

export const schEnrByStream = defineSource({
  id: 'sch_enr_by_stream',
  folder: 'udise',
  stem: 'sch_enr_by_stream',
  title: 'School Enrollment by stream',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'stream_id', 'caste_id'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_enr_by_stream',
    fields,
    nullChecked: ['udise_sch_code', 'stream_id', 'caste_id'],
    key: ['udise_sch_code', 'stream_id', 'caste_id'],
  }),
  origins: udiseOrigins('udise_sch_enr_by_stream'),
  conflicts: [schoolCodeAsNumber],
});
