import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('sdmp_plan_yn', { required: true, default: 9, codes: [1, 2], description: 'disaster plan exists', example: 1 }),
  smallint('struct_safaud_yn', { required: true, default: 9, codes: [1, 2], description: 'structural safety audit done', example: 1 }),
  smallint('nonstr_safaud_yn', { required: true, default: 9, codes: [1, 2], description: 'audit of non-structural safety done', example: 1 }),
  smallint('cctv_cam_yn', { required: true, default: 9, codes: [1, 2], description: 'CCTV installed', example: 1 }),
  smallint('fire_ext_yn', { required: true, default: 9, codes: [1, 2], description: 'fire extinguishers installed', example: 1 }),
  smallint('nodal_tch_yn', { required: true, default: 9, codes: [1, 2], description: 'teacher in charge of safety', example: 1 }),
  smallint('safty_trng_yn', { required: true, default: 9, codes: [1, 2], description: 'regular safety training', example: 1 }),
  smallint('dismgmt_taug_yn', { required: true, default: 9, codes: [1, 2], description: 'disaster management taught', example: 1 }),
  smallint('slfdef_grt_yn', { required: true, default: 9, codes: [1, 2], description: 'self-defence grant for girls received', example: 1 }),
  smallint('slfdef_trained', { required: true, default: 0, description: 'students trained in self-defence', example: 40 }),
];

export const schSafety = defineSource({
  id: 'sch_safety',
  folder: 'udise',
  stem: 'sch_safety',
  title: 'School Safety',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_safety',
    fields,
    nullChecked: ['udise_sch_code'],
    key: ['udise_sch_code'],
  }),
  origins: udiseOrigins('udise_sch_safety'),
  conflicts: [
    {
      about: 'default 9',
      says: 'It is not among the printed codes of 9 columns, sdmp_plan_yn the first.',
      used: 'the printed codes and the default are accepted',
    },
    schoolCodeAsNumber,
  ],
});
