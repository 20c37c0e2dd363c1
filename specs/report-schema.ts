/**
 * The report's schema, from which `specs/report.schema.json` is generated. Needs zod, so nothing that runs in a check
 * may import it.
 */
import { z } from 'zod';
import type { Detail, Report } from './report.js';
import { REPORT_VERSION } from './report.js';
import { RULE_IDS } from './rule-ids.js';

const natural = z.number().int().nonnegative();
const ruleId = z.enum(RULE_IDS);
const severity = z.enum(['error', 'warning', 'info']);

const detail: z.ZodType<Detail> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(detail), z.record(z.string(), detail)]),
);

const where = z
  .strictObject({
    path: z.string().describe('below the emission folder, with /; empty: the emission as a whole'),
    member: z.string().describe('name of the CSV in the zip').exactOptional(),
    line: z.number().int().positive().describe('physical line, from 1, header included').exactOptional(),
    record: z.number().int().positive().describe('data row, from 1').exactOptional(),
    column: z.string().exactOptional(),
    field: z.number().int().positive().describe('place of the column in the header, from 1').exactOptional(),
  })
  .describe('where a finding is');

const finding = z
  .strictObject({ rule: ruleId, severity, message: z.string(), where, details: z.record(z.string(), detail) })
  .describe('a sample; the exact numbers stand in totals');

const total = z
  .strictObject({
    rule: ruleId,
    severity,
    path: z.string(),
    column: z.string().exactOptional(),
    count: natural,
  })
  .describe('exact number of findings of one rule, at one severity, in one column of one file');

const ruleResult = z.strictObject({
  rule: ruleId,
  status: z
    .enum(['pass', 'fail', 'skipped', 'not-applicable', 'fault'])
    .describe('pass: at least one thing was checked and none was wrong; skipped: see reason; fault: ours'),
  checked: natural.describe('files, zips, headers, rows or values that the rule looked at'),
  findings: natural,
  reason: z.string().exactOptional(),
});

const fileReport = z.strictObject({
  path: z.string(),
  source: z.string().nullable().describe('id of the data source; null: not matched to one'),
  variant: z.string().nullable().describe('column set that the header matches best'),
  matchedBy: z.enum(['name', 'header', 'option']).nullable(),
  bytes: natural,
  member: z.string().nullable(),
  memberBytes: natural.describe('bytes of the CSV'),
  rows: natural.describe('data rows, blank lines not counted'),
  verdict: z.enum(['pass', 'fail', 'incomplete', 'not-checked']),
  rules: z.array(ruleResult),
});

const fault = z.strictObject({ path: z.string().nullable(), message: z.string(), mend: z.string() });

const reportSchema = z.strictObject({
  reportVersion: z.literal(REPORT_VERSION),
  tool: z.strictObject({ name: z.literal('cqube-conform'), version: z.string() }),
  startedAt: z.iso.datetime().describe('UTC; with SOURCE_DATE_EPOCH set, that moment'),
  durationMs: natural,
  profile: z.strictObject({ id: z.string(), title: z.string() }),
  options: z.strictObject({
    failOn: z.enum(['error', 'warning', 'info', 'never']),
    only: z.array(z.string()),
    skip: z.array(z.string()),
    source: z.string().nullable(),
  }),
  inputs: z.array(z.string()).describe('paths as they were given'),
  verdict: z.enum(['conformant', 'not-conformant', 'incomplete', 'inconclusive']),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(3), z.literal(4)]),
  summary: z.strictObject({
    files: natural,
    filesChecked: natural,
    sources: natural,
    sourcesKnown: natural,
    rows: natural,
    bytes: natural,
    errors: natural,
    warnings: natural,
    infos: natural,
  }),
  files: z.array(fileReport),
  rules: z.array(ruleResult).describe('each rule over all files'),
  totals: z.array(total),
  findings: z.array(finding),
  emissionOrder: z.array(z.array(z.string())).describe('steps; the files of one step in any order'),
  faults: z.array(fault),
});

/** Throws where the value is no report. What passes is a `Report` to the compiler too, so the two cannot drift apart. */
export const parseReport = (value: unknown): Report => reportSchema.parse(value);

/** JSON Schema, draft 2020-12. */
export const reportJsonSchema = (): object => ({
  $id: 'urn:cqube-conform:report:1',
  title: 'cqube-conform report',
  ...z.toJSONSchema(reportSchema, { target: 'draft-2020-12' }),
});
