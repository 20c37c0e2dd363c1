/** What a report says of how the check was asked, as a zod schema. Development only, as `report-schema.ts` is. */
import { z } from 'zod';
import { extraColumn, override } from './config-schema.js';
import { LOSS } from './read-config.js';

const texts = z.array(z.string()).readonly();

export const optionsSchema = z.strictObject({
  failOn: z
    .enum(['error', 'warning', 'info', 'never'])
    .describe('Severity from which on a finding makes the exit code 1.'),
  only: texts.describe('Rule id prefixes that were asked for; empty: all.'),
  skip: texts.describe('Rule id prefixes that were left out.'),
  source: z.string().nullable().describe('Data source that the files were read as, whatever their names.'),
  masters: texts.describe('Where masters that were emitted earlier were looked for.'),
  today: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe('The day for which the forecast is made.'),
  failOnLoss: z
    .string()
    .regex(LOSS)
    .nullable()
    .describe(
      'Rows (`100`) or their share (`5%`) beyond which losses that the emitter could prevent exit 1.',
    ),
  forecastOnly: z.boolean().describe('Findings are left out of the report.'),
  overrides: z.array(override).readonly().describe('Severities that the configuration changes.'),
  columns: z.array(extraColumn).readonly().describe('Columns that the configuration adds.'),
  variants: z.record(z.string(), z.string()).describe('Variants that the configuration pins, by source.'),
  expansion: z
    .strictObject({
      ratio: z.int().positive().exactOptional(),
      declaredBytes: z.int().positive().exactOptional(),
    })
    .nullable()
    .describe('Limits of unpacking that the configuration sets; null: the built-in ones.'),
});
