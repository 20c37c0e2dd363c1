/** The part of the report's schema (`report-schema.ts`) that is about scenarios. Development only, as that is. */
import { z } from 'zod';

const count = z.int().nonnegative();

const met = z.strictObject({ met: count, of: count });

export const scenario = z
  .strictObject({
    name: z.string(),
    summary: z.string().describe('What happens to the emitter.'),
    reason: z.string().describe('Why it happens in the field.'),
    mend: z.string(),
    level: z.enum(['must', 'must+should']).nullable().describe('Level reached; null: not even MUST.'),
    verdict: z.enum(['pass', 'fail', 'fault']).describe('fault: it could not be played.'),
    must: met,
    should: met,
    expectations: z
      .array(
        z.strictObject({
          level: z.enum(['must', 'should']),
          text: z.string(),
          met: z.boolean(),
          shortcoming: z.string().exactOptional(),
          evidence: z.array(count).readonly(),
        }),
      )
      .readonly(),
    evidence: z.array(count).readonly().describe('Exchanges that prove the shortcomings.'),
    exchanges: z
      .array(
        z.strictObject({
          seq: count,
          at: z.string(),
          method: z.string(),
          path: z.string(),
          status: count.describe('0: no answer.'),
          file: z.string().nullable(),
          injectedFault: z.string().nullable(),
        }),
      )
      .readonly(),
    exit: z.string().describe('How the emitter ended.'),
    durationMs: count,
    output: z.string().nullable().describe('The end of what the emitter wrote, where it failed.'),
  })
  .meta({ id: 'Scenario', description: 'A scenario that an emitter was put through, and how it did.' });
