/** The baseline, in its file and in a report, as zod schemas. Development only, as `report-schema.ts` is. */
import { z } from 'zod';
import { BASELINE_VERSION, DAY, LINE } from './baseline.js';
import type { BaselineFile } from './baseline.js';
import { CONFIG_LIMITS as L } from './configured.js';
import { ruleId } from './rule-id-schema.js';

const count = z.int().nonnegative();

const oneLine = z.string().min(1).max(L.text).regex(LINE);

const entry = {
  rule: ruleId,
  path: z.string().describe('The file, as the report shows it; empty: the emission as a whole.'),
  column: z.string().describe('Name of the column, for findings that have one.').exactOptional(),
  count: z.int().positive().describe('So many findings are let pass, wherever in the file they are.'),
  reason: oneLine.describe('Why.'),
  owner: oneLine.describe('Who answers for it.'),
  until: z.string().regex(DAY).describe('The last day on which it holds.'),
};

export const baselineEntry = z
  .strictObject(entry)
  .meta({ id: 'BaselineEntry', description: 'Findings that are known, and let pass until a day.' });

export const baselineReport = z
  .strictObject({
    file: z.string().describe('The file, as it was named.'),
    entries: count,
    baselined: z
      .strictObject({ error: count, warning: count, info: count })
      .describe('Findings let pass, by severity; they are in `counts` too.'),
    spare: count.describe('Findings that it would let pass beyond those that there are.'),
    problems: z
      .array(
        z.strictObject({
          kind: z
            .enum(['stale', 'expired', 'exceeded'])
            .describe('It matches nothing, its day is over, or more was found than it lets pass.'),
          found: count,
          ...entry,
        }),
      )
      .readonly()
      .describe('Each makes the exit code 1.'),
  })
  .meta({ id: 'Baseline', description: 'What the baseline did.' });

const baselineSchema = z.strictObject({
  $schema: z.string().describe('Where an editor finds this schema.').exactOptional(),
  version: z.literal(BASELINE_VERSION),
  entries: z.array(baselineEntry).max(L.entries).readonly(),
});

type Holds<Statement extends true> = Statement;

/** Compile only as long as schema and interface describe the same baseline. */
export type SchemaFitsBaseline = Holds<z.infer<typeof baselineSchema> extends BaselineFile ? true : false>;

/** JSON Schema, draft 2020-12, ready to be written as a file. */
export const baselineJsonSchema = (): object => {
  const { $schema, ...rest } = z.toJSONSchema(baselineSchema, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // How TypeScript treats an array is nothing that a writer of the JSON could keep or break.
      delete jsonSchema.readOnly;
    },
  });
  return {
    $schema,
    $id: 'urn:cqube-conform:baseline:1',
    title: 'Baseline of cqube-conform',
    description: 'What `cqube-conform check --baseline` reads and `--write-baseline` writes.',
    ...rest,
  };
};
