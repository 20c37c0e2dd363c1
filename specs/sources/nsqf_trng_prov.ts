import { academicYear, codeText, smallint, string } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  string('agency_name', { maxLength: 100, description: 'training agency name', example: 'Gujarat Skill Centre' }),
  smallint('sector_no', { required: true, description: 'NSQF sector code', example: 61 }),
  string('cert_no', { maxLength: 30, description: 'accreditation number', example: 'GSC-1042' }),
  string('cert_agency', { maxLength: 100, description: 'accrediting agency name', example: 'State Skill Council' }),
];

export const nsqfTrngProv = defineSource({
  id: 'nsqf_trng_prov',
  folder: 'udise',
  stem: 'nsqf_trng_prov',
  title: 'NSQF Training Provision',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'sector_no'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'nsqf_trng_prov',
    fields,
    nullChecked: ['udise_sch_code', 'sector_no'],
    key: ['udise_sch_code', 'sector_no'],
    maxLengths: { agency_name: 200, cert_no: 200, cert_agency: 200 },
  }),
  origins: udiseOrigins('udise_nsqf_trng_prov'),
  conflicts: [
    {
      about: 'row order',
      says: 'The serial numbers in the dictionary follow another order than its rows.',
      used: 'the rows',
    },
    schoolCodeAsNumber,
    {
      about: 'lengths',
      says: 'The table takes 200; the dictionary prints 100 for agency_name and cert_agency and 30 for cert_no.',
      used: 'the dictionary in documented, the table in pipeline-3.7',
    },
  ],
});
