import { academicYear, codeText, smallint } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('gen_app_b', { required: true, default: 0, description: 'General boys who sat the exam', example: 12 }),
  smallint('gen_app_g', { required: true, default: 0, description: 'General girls who sat the exam', example: 13 }),
  smallint('obc_app_b', { required: true, default: 0, description: 'OBC boys who sat the exam', example: 12 }),
  smallint('obc_app_g', { required: true, default: 0, description: 'OBC girls who sat the exam', example: 13 }),
  smallint('sc_app_b', { required: true, default: 0, description: 'SC boys who sat the exam', example: 12 }),
  smallint('sc_app_g', { required: true, default: 0, description: 'SC girls who sat the exam', example: 13 }),
  smallint('st_app_b', { required: true, default: 0, description: 'ST boys who sat the exam', example: 12 }),
  smallint('st_app_g', { required: true, default: 0, description: 'ST girls who sat the exam', example: 13 }),
  smallint('gen_pass_b', { required: true, default: 0, description: 'General boys who passed', example: 10 }),
  smallint('gen_pass_g', { required: true, default: 0, description: 'General girls who passed', example: 11 }),
  smallint('obc_pass_b', { required: true, default: 0, description: 'OBC boys who passed', example: 10 }),
  smallint('obc_pass_g', { required: true, default: 0, description: 'OBC girls who passed', example: 11 }),
  smallint('sc_pass_b', { required: true, default: 0, description: 'SC boys who passed', example: 10 }),
  smallint('sc_pass_g', { required: true, default: 0, description: 'SC girls who passed', example: 11 }),
  smallint('st_pass_b', { required: true, default: 0, description: 'ST boys who passed', example: 10 }),
  smallint('st_pass_g', { required: true, default: 0, description: 'ST girls who passed', example: 11 }),
  smallint('gen_60p_b', { required: true, default: 0, description: 'General boys who scored above 60%', example: 6 }),
  smallint('gen_60p_g', { required: true, default: 0, description: 'General girls who scored above 60%', example: 7 }),
  smallint('obc_60p_b', { required: true, default: 0, description: 'OBC boys who scored above 60%', example: 6 }),
  smallint('obc_60p_g', { required: true, default: 0, description: 'OBC girls who scored above 60%', example: 7 }),
  smallint('sc_60p_b', { required: true, default: 0, description: 'SC boys who scored above 60%', example: 6 }),
  smallint('sc_60p_g', { required: true, default: 0, description: 'SC girls who scored above 60%', example: 7 }),
  smallint('st_60p_b', { required: true, default: 0, description: 'ST boys who scored above 60%', example: 6 }),
  smallint('st_60p_g', { required: true, default: 0, description: 'ST girls who scored above 60%', example: 7 }),
];

export const schExmresC8 = defineSource({
  id: 'sch_exmres_c8',
  folder: 'udise',
  stem: 'sch_exmres_c8',
  title: 'School Exam class 8 results',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_exmres_c8',
    fields,
    nullChecked: ['udise_sch_code'],
    key: ['udise_sch_code'],
    notStored: ['ac_year'],
    notes: ['The table calls the year academic_year: ac_year of the file is lost.'],
  }),
  origins: udiseOrigins('sch_exmres_c8'),
  conflicts: [
    { about: 'year in the table', says: 'It is called academic_year there.', used: 'ac_year' },
    schoolCodeAsNumber,
    { about: 'year in a second dictionary', says: 'It is called academic_year there too.', used: 'ac_year' },
    {
      about: 'name of the table',
      says: 'The dictionary leaves out the prefix udise_ that the other 31 have.',
      used: 'the stem as published',
    },
  ],
});
