/**
 * The report (`report.ts`) as a zod schema, from which `report.schema.json` is generated. Development only: zod is no
 * dependency of the package, so nothing that `check` loads imports this file.
 */
import { z } from 'zod';
import { MOST_SHARDS, REPORT_VERSION } from './report.js';
import { fileForecastSchema, reportFeedSchema } from './forecast-schema.js';
import type { Detail, Report } from './report.js';
import { ruleId } from './rule-id-schema.js';
import { baselineEntry, baselineReport } from './baseline-schema.js';
import { optionsSchema as options } from './report-options-schema.js';
import { scenario } from './scenario-schema.js';

const count = z.int().nonnegative();
const texts = z.array(z.string()).readonly();

const severity = z.enum(['error', 'warning', 'info']).meta({
  id: 'Severity',
  description: 'Severity of a finding in this profile; what the profile turns off is not in the report.',
});

const detail: z.ZodType<Detail> = z
  .lazy(() =>
    z.union([
      z.string(),
      z.number(),
      z.boolean(),
      z.null(),
      z.array(detail).readonly(),
      z.record(z.string(), detail),
    ]),
  )
  .meta({ id: 'Detail', description: 'A fact behind a finding; which ones there are depends on the rule.' });

const where = z
  .strictObject({
    path: z
      .string()
      .describe('The file, below the emission folder, with forward slashes; empty: the emission as a whole.'),
    member: z.string().exactOptional().describe('The file inside the zip.'),
    line: z.int().positive().exactOptional().describe('Physical line, from 1, header included.'),
    record: z.int().positive().exactOptional().describe('Data row, from 1.'),
    column: z.string().exactOptional().describe('Name of the column.'),
    field: z.int().positive().exactOptional().describe('Place of the column in the header, from 1.'),
  })
  .meta({ id: 'Where', description: 'Where a finding is.' });

const finding = z
  .strictObject({
    rule: ruleId,
    severity,
    message: z.string().min(1).describe('One sentence for somebody who does not know this tool.'),
    where,
    details: z.record(z.string(), detail).describe('What the message says, as data.'),
    baselined: z.literal(true).describe('The baseline lets it pass.').exactOptional(),
  })
  .meta({
    id: 'Finding',
    description: 'A sample: samples are bounded and spread over the file, totals are exact.',
  });

const groupValues = z
  .strictObject({
    distinct: count.describe('How many different values.'),
    andMore: z.boolean().describe('There are more: only so many are told apart.'),
    frequent: z
      .array(z.strictObject({ value: z.string(), count: z.int().positive() }))
      .readonly()
      .describe('The commonest, most frequent first.'),
  })
  .meta({ id: 'GroupValues', description: 'The different values that findings are about.' });

const group = z
  .strictObject({
    rule: ruleId,
    severity,
    path: z.string().describe('The file, as in `where.path`.'),
    column: z.string().exactOptional().describe('Name of the column, for findings that have one.'),
    count: z.int().positive().describe('Number of findings, whatever the number of samples.'),
    values: groupValues.exactOptional().describe('The values that the findings are about.'),
    baselined: z
      .literal(true)
      .describe('The baseline lets them pass: counted, but not for the exit code.')
      .exactOptional(),
  })
  .meta({
    id: 'Group',
    description: 'Exact number of findings of one rule, at one severity, in one column of one file.',
  });

const ruleResult = z
  .strictObject({
    id: ruleId,
    state: z
      .enum(['pass', 'fail', 'skipped', 'not-applicable', 'fault'])
      .describe('`pass` needs `checked` above 0; a `fault` is ours and says nothing of the emission.'),
    checked: count.describe('How many things the rule looked at: files, zips, headers, rows or values.'),
    findings: count.describe('Exact number of findings.'),
    skippedBecause: z.string().exactOptional().describe('Why the rule did not look, or could not finish.'),
  })
  .meta({
    id: 'RuleResult',
    description: 'What one rule found out in one file, or over the whole emission.',
  });

const fileReport = z
  .strictObject({
    path: z.string().describe('Below the emission folder, with forward slashes.'),
    source: z
      .string()
      .nullable()
      .describe('Id of the data source; null: the file could not be matched to one.'),
    variant: z
      .string()
      .nullable()
      .describe('Name of the column set that the file has; null: the source has only one.'),
    matchedBy: z.enum(['name', 'header', 'option']).nullable().describe('How the source was found.'),
    bytes: count.describe('Size of the file as it lies there.'),
    member: z
      .string()
      .nullable()
      .describe('The CSV inside the zip; null: none could be told, or the file is no zip.'),
    uncompressedBytes: count.describe('Bytes of the CSV read, header included.'),
    rows: count.describe('Data rows read, blank lines not counted.'),
    verdict: z.enum(['pass', 'fail', 'incomplete', 'not-checked']).describe('`fail`: at least one error.'),
    rules: z.array(ruleResult).readonly().describe('Results of the rules on this file.'),
  })
  .meta({ id: 'FileReport', description: 'One file of the emission.' });

const shardFile = z
  .strictObject({
    path: z.string(),
    bytes: count,
    match: z.union([
      z.strictObject({ kind: z.enum(['source', 'loose-csv']), source: z.string() }),
      z.strictObject({
        kind: z.literal('unknown-folder'),
        source: z.string().nullable(),
        folder: z.string().nullable(),
        suggestions: texts,
      }),
      z.strictObject({ kind: z.literal('unknown-file'), suggestions: texts }),
    ]),
    named: z.boolean().describe('The file was named by itself, not found in a folder.'),
    listedByPipeline: z.boolean(),
    takenByPipeline: z.boolean(),
    unreadable: z.string().exactOptional().describe('Why it could not be read.'),
    notRead: z.string().exactOptional().describe('What it is, where that is nothing to read.'),
  })
  .meta({ id: 'ShardFile', description: 'A file of the emission, whichever shard checks it.' });

const shard = z
  .strictObject({
    index: z.int().positive().max(MOST_SHARDS).describe('From 1.'),
    count: z.int().positive().max(MOST_SHARDS),
    samples: count.describe('Samples kept for each rule, column and severity of a file.'),
    asked: texts.describe('Data sources that must be there.'),
    showValues: z.boolean().describe('Personal numbers are shown.'),
    recording: z
      .enum(['journal', 'emission-log'])
      .nullable()
      .describe('The recording that was given to every shard; the first one judges it.'),
    wholeTree: z.boolean().describe('false: single files were named.'),
    baseline: z
      .strictObject({ file: z.string(), entries: z.array(baselineEntry).readonly() })
      .nullable()
      .describe('What the shards were let pass, for `merge` to apply to all.'),
    tree: z.array(shardFile).readonly().describe('Every file of the emission.'),
  })
  .meta({ id: 'Shard', description: 'One part of a split run, and what `merge` needs of it.' });

const fault = z
  .strictObject({
    path: z.string().nullable().describe('The file; null: the run as a whole.'),
    message: z.string().describe('What happened.'),
    mend: z.string().describe('What to do about it.'),
  })
  .meta({
    id: 'Fault',
    description: 'We were kept from judging: permission, disk, a limit of ours, or an internal fault.',
  });

const summary = z.strictObject({
  files: count.describe('Files found.'),
  filesChecked: count.describe('Files looked into.'),
  sources: count.describe('Data sources among the files.'),
  sourcesKnown: count.describe('Data sources that cQube knows.'),
  rows: count.describe('Data rows read.'),
  bytes: count.describe('Bytes of CSV read.'),
});

export const reportSchema = z.strictObject({
  schemaVersion: z
    .literal(REPORT_VERSION)
    .describe('Raised when a reader of the report would have to change.'),
  tool: z.strictObject({ name: z.literal('cqube-conform'), version: z.string() }),
  startedAt: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    .describe('ISO 8601, UTC. With SOURCE_DATE_EPOCH set: that moment.'),
  durationMs: z.number().nonnegative().describe('Milliseconds; 0 with SOURCE_DATE_EPOCH set.'),
  specs: z
    .strictObject({ version: z.string(), digest: z.string().regex(/^[0-9a-f]{64}$/) })
    .describe('The dictionaries judged with: the cQube release they describe, SHA-256 of their text.'),
  profile: z.string().describe('Id of the profile that the emission was judged against.'),
  options,
  inputs: texts.describe('The paths that were checked, as given.'),
  shard: shard
    .nullable()
    .describe(
      'The report is of one part of the files (`--shard`): rules on the tree are judged by `merge`. null: of all.',
    ),
  verdict: z
    .enum(['conformant', 'accepted', 'not-conformant', 'incomplete', 'inconclusive'])
    .describe(
      '`accepted`: nothing counts, but only under overrides, columns or a baseline of your own. `incomplete`: not everything could be read. `inconclusive`: there was nothing to check.',
    ),
  exitCode: z
    .union([z.literal(0), z.literal(1), z.literal(3), z.literal(4)])
    .describe(
      '0 conformant, 1 not conformant, 3 incomplete, 4 inconclusive; 2, a usage error, has no report.',
    ),
  summary,
  counts: z
    .strictObject({ error: count, warning: count, info: count })
    .describe('Exact numbers of findings.'),
  files: z.array(fileReport).readonly().describe('Every file found, in the order of the documentation.'),
  rules: z.array(ruleResult).readonly().describe('Every rule that ran, over all files, ids sorted.'),
  groups: z.array(group).readonly().describe('Exact numbers of findings, by rule, file and column.'),
  findings: z.array(finding).readonly().describe('Samples of findings.'),
  baseline: baselineReport.nullable().describe('What the baseline did; null: there is none.'),
  recording: z
    .strictObject({
      kind: z.enum(['journal', 'har', 'emission-log']),
      exchanges: count,
      uploads: count,
      acknowledged: count.describe('Uploads that storage said yes to.'),
      files: count.describe('Names that upload URLs were asked for, or files that were uploaded.'),
    })
    .nullable()
    .describe('The recording of an emitter’s traffic that was judged too.'),
  scenarios: z
    .array(scenario)
    .readonly()
    .nullable()
    .describe('How an emitter behaved in each scenario (run); null: none was played.'),
  emissionOrder: z
    .array(texts)
    .readonly()
    .describe(
      'The order in which to emit what is there: steps, one after the other; files of one step in any order.',
    ),
  forecast: z
    .array(fileForecastSchema)
    .readonly()
    .describe('What the ingestion would do with each file; no part of the verdict.'),
  reportsFed: z
    .array(reportFeedSchema)
    .readonly()
    .describe('Which of cQube’s reports this emission can feed.'),
  faults: z.array(fault).readonly().describe('What kept us from judging.'),
});

/** A type without `readonly`, which neither side of the comparison needs to repeat. */
type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
    : T;
/** The same type, optional properties included; mutual assignability would overlook one that only one side has. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Holds<Statement extends true> = Statement;

/** Compile only as long as schema and interface describe the same report. */
export type SchemaIsReport = Holds<Same<Mutable<z.infer<typeof reportSchema>>, Mutable<Report>>>;
export type SchemaFitsReport = Holds<z.infer<typeof reportSchema> extends Report ? true : false>;
export type ReportFitsSchema = Holds<Report extends z.infer<typeof reportSchema> ? true : false>;

/** JSON Schema, draft 2020-12, ready to be written as a file. */
export const reportJsonSchema = (): object => {
  const { $schema, ...rest } = z.toJSONSchema(reportSchema, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // How TypeScript treats an array is nothing that a reader of the JSON could keep or break.
      delete jsonSchema.readOnly;
      // The largest exact integer of JavaScript is no limit of the report.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return {
    $schema,
    $id: `urn:cqube-conform:report:${REPORT_VERSION}`,
    title: 'Report of cqube-conform check',
    description: 'What `cqube-conform check -f json` writes on standard output.',
    ...rest,
  };
};
