/**
 * The configuration file (`config.ts`) as a zod schema, from which `config.schema.json` is generated. Development only:
 * a configuration is read by `readConfig`, and a test holds the two together.
 */
import { z } from 'zod';
import { CONFIG_LIMITS as L } from './configured.js';
import type { PinnedVariants } from './configured.js';
import type { Config } from './config.js';

import { profiles } from './profiles/index.js';
import {
  COLUMN_NAME,
  FORMAT,
  FIELD_FORMATS,
  FIELD_TYPES,
  GLOB,
  LOSS,
  ONE_LINE,
  SEVERITIES,
  SIZE,
} from './read-config.js';
import { ruleId } from './rule-id-schema.js';
import { RULE_IDS } from './rule-ids.js';
import { sources } from './sources/index.js';

const sourceId = z
  .enum(sources.map(({ id }) => id))
  .meta({ id: 'SourceId', description: 'A data source, as `cqube-conform specs list` names it.' });
const prefixes = z.array(z.string().min(1)).min(1).max(RULE_IDS.length).readonly();
const oneLine = z.string().max(L.text).regex(ONE_LINE);

export const override = z
  .strictObject({
    rules: z
      .partialRecord(ruleId, z.enum(SEVERITIES))
      .describe('Another severity, by rule id. What the profile leaves out under a condition stays out.'),
    files: z
      .array(z.string().min(1).max(L.glob).regex(GLOB))
      .min(1)
      .max(L.globs)
      .readonly()
      .describe(
        'Globs of paths as the report shows them: `*` within a name, `**` over folders, `?` one character; without a slash, of a name in any folder. Absent: everywhere.',
      )
      .exactOptional(),
    reason: oneLine.describe('Why; the report shows it.').exactOptional(),
  })
  .meta({ id: 'Override', description: 'The last override that fits a rule and a path counts.' });

export const extraColumn = z
  .strictObject({
    source: sourceId,
    name: z.string().min(1).max(L.columnName).regex(COLUMN_NAME),
    type: z.enum(FIELD_TYPES),
    format: z.enum(FIELD_FORMATS).exactOptional(),
    required: z.boolean().describe('No value may be left empty. Default: false.').exactOptional(),
    maxLength: z.int().min(1).max(1_000_000).describe('In characters.').exactOptional(),
    enum: z
      .array(z.union([z.string().max(L.text).regex(ONE_LINE), z.number()]))
      .min(1)
      .max(L.values)
      .readonly()
      .describe('The values that are allowed; absent: all of the type.')
      .exactOptional(),
    after: z
      .string()
      .min(1)
      .max(L.columnName)
      .regex(ONE_LINE)
      .describe('The column that it follows; absent: it comes last.')
      .exactOptional(),
  })
  .meta({
    id: 'ExtraColumn',
    description: 'A column that the dictionary does not have; every file of the source has it then.',
  });

const limits = z.strictObject({
  samples: z
    .int()
    .min(0)
    .max(10_000)
    .describe('Samples kept for each rule, column and severity of a file. Default: 20.')
    .exactOptional(),
  memory: z
    .string()
    .min(1)
    .max(30)
    .regex(SIZE)
    .describe('As `--memory` takes it. Default: 256M.')
    .exactOptional(),
  jobs: z
    .int()
    .min(1)
    .max(256)
    .describe('Files checked at once, at most. Default: one a core.')
    .exactOptional(),
  expansionRatio: z
    .int()
    .min(1)
    .max(1_000_000)
    .describe('Unpacked to packed bytes, beyond which a zip is taken for a bomb. Default: 500.')
    .exactOptional(),
  unpackedBytes: z
    .int()
    .min(1)
    .describe('Bytes that a zip may say it unpacks to. Default: 100 GiB.')
    .exactOptional(),
});

const variants: z.ZodType<PinnedVariants> = z
  .record(z.string(), z.string().min(1).max(100))
  .meta({ propertyNames: { enum: sources.map(({ id }) => id) }, maxProperties: sources.length })
  .describe(
    'The column set that the files of a source have, by its name; otherwise the one that the header is most like.',
  );

const configSchema = z.strictObject({
  $schema: z.string().max(L.text).describe('Where an editor finds this schema.').exactOptional(),
  profile: z
    .enum(profiles.map(({ id }) => id))
    .describe('What to judge against. Default: documented.')
    .exactOptional(),
  failOn: z
    .enum(['error', 'warning', 'info', 'never'])
    .describe('Exit 1 from this severity on. Default: error.')
    .exactOptional(),
  failOnLoss: z
    .string()
    .min(1)
    .max(30)
    .regex(LOSS)
    .describe(
      'Exit 1 where more rows (`100`) or a larger share of them (`2.5%`) are lost although they could be kept.',
    )
    .exactOptional(),
  only: prefixes.describe('Only rules whose id begins so.').exactOptional(),
  skip: prefixes.describe('No rules whose id begins so.').exactOptional(),
  formats: z
    .array(z.string().min(1).max(L.text).regex(FORMAT))
    .min(1)
    .max(100)
    .readonly()
    .describe('As `-f` takes them, with files below the working directory: `junit=report.xml`.')
    .exactOptional(),
  baseline: oneLine.min(1).describe('File of known findings, relative to this file.').exactOptional(),
  sources: z
    .array(sourceId)
    .min(1)
    .max(sources.length)
    .readonly()
    .describe('Data sources that must be there.')
    .exactOptional(),
  variants: variants.exactOptional(),
  columns: z.array(extraColumn).max(L.columns).readonly().describe('Columns of your own.').exactOptional(),
  overrides: z
    .array(override)
    .max(L.overrides)
    .readonly()
    .describe('Other severities. They stand in the report, and no emission is called conformant under them.')
    .exactOptional(),
  limits: limits.exactOptional(),
});

type Holds<Statement extends true> = Statement;

/** Compile only as long as schema and interface describe the same configuration. */
export type SchemaFitsConfig = Holds<z.infer<typeof configSchema> extends Config ? true : false>;

/** JSON Schema, draft 2020-12, ready to be written as a file. */
export const configJsonSchema = (): object => {
  const { $schema, ...rest } = z.toJSONSchema(configSchema, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // How TypeScript treats an array is nothing that a writer of the JSON could keep or break.
      delete jsonSchema.readOnly;
    },
  });
  return {
    $schema,
    $id: 'urn:cqube-conform:config:1',
    title: 'Configuration of cqube-conform',
    description: 'What `cqube-conform.config.json` holds. What the command line says, wins.',
    ...rest,
  };
};
