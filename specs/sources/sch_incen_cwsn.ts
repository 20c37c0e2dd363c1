import { academicYear, codeRange, codeText, reordered, smallint } from '../columns.js';
import { defineSource, defineVariant } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  academicYear('ac_year', { maxLength: 7, description: 'academic year', example: '2020-21' }),
  smallint('item_id', { required: true, codes: codeRange(1, 11), description: 'aid or facility code', example: 1 }),
  smallint('tot_pre_pri_b', { required: true, default: 0, description: 'pre-primary boys given the aid', example: 3 }),
  smallint('tot_pre_pri_g', { required: true, default: 0, description: 'pre-primary girls given the aid', example: 4 }),
  smallint('tot_pry_b', { required: true, default: 0, description: 'primary boys given the aid', example: 3 }),
  smallint('tot_pry_g', { required: true, default: 0, description: 'primary girls given the aid', example: 4 }),
  smallint('tot_upr_b', { required: true, default: 0, description: 'upper primary boys given the aid', example: 3 }),
  smallint('tot_upr_g', { required: true, default: 0, description: 'upper primary girls given the aid', example: 4 }),
  smallint('tot_sec_b', { required: true, default: 0, description: 'secondary boys given the aid', example: 3 }),
  smallint('tot_sec_g', { required: true, default: 0, description: 'secondary girls given the aid', example: 4 }),
  smallint('tot_hsec_b', { required: true, default: 0, description: 'higher secondary boys given the aid', example: 3 }),
  smallint('tot_hsec_g', { required: true, default: 0, description: 'higher secondary girls given the aid', example: 4 }),
];

const flowOrder = reordered(fields, [
  'udise_sch_code', 'ac_year', 'item_id', 'tot_sec_b', 'tot_sec_g', 'tot_hsec_b', 'tot_hsec_g', 'tot_pry_b',
  'tot_pry_g', 'tot_upr_b', 'tot_upr_g', 'tot_pre_pri_b', 'tot_pre_pri_g',
]);

const workbook = defineVariant({
  name: 'workbook',
  basis: 'dictionary',
  fields,
  primaryKey: ['udise_sch_code', 'item_id'],
  foreignKeys: [ofSchool],
});

const pipeline = defineVariant({
  name: 'pipeline',
  basis: 'pipeline',
  fields: flowOrder,
  primaryKey: ['udise_sch_code', 'item_id'],
  foreignKeys: [ofSchool],
});

export const schIncenCwsn = defineSource({
  id: 'sch_incen_cwsn',
  folder: 'udise',
  stem: 'sch_incen_cwsn',
  title: 'School Incentives CWSN',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'item_id'],
  foreignKeys: [ofSchool],
  variants: [workbook, pipeline],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'sch_incen_cwsn',
    fields: flowOrder,
    variant: 'pipeline',
    nullChecked: ['udise_sch_code', 'item_id'],
    key: ['udise_sch_code', 'item_id'],
    notes: ['A file in the order of the dictionary is refused.'],
  }),
  origins: udiseOrigins('udise_sch_incen_cwsn'),
  conflicts: [
    {
      about: 'row order',
      says: 'The serial numbers in the dictionary follow another order than its rows.',
      used: 'the rows',
    },
    {
      about: 'column order',
      says: 'The flow wants the secondary stages first and pre-primary last.',
      used: "the dictionary's order; the order that the flow wants is a pipeline variant",
    },
    schoolCodeAsNumber,
    {
      about: 'item codes',
      says: 'Their remark spans the count columns as well.',
      used: 'codes of item_id only',
    },
  ],
});
