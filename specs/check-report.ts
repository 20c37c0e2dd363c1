/** Whether a document is a report: its JSON may come from anywhere, be cut short, or be that of another program. */
import { BASELINE_ENTRY, checkBaselineEntry } from './baseline.js';
import { fileForecast, reportFeed } from './check-forecast.js';
import { integer, isObject, object, oneOf, optional, record, required, shown } from './json-checks.js';
import type { JsonCheck } from './json-checks.js';
import { MOST_SHARDS, REPORT_VERSION } from './report.js';
import type { Report } from './report.js';
import { checkColumn, checkOverride } from './read-config.js';
import {
  any,
  boolean,
  count,
  duration,
  fromOne,
  is,
  literal,
  many,
  MOST,
  orNull,
  string,
  texts,
} from './report-values.js';
import { RULE_IDS } from './rule-ids.js';

/** Details hold facts, not documents. */
const DEEPEST = 16;

const moment = is(
  (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  'a moment (ISO 8601)',
);

const rule = oneOf(RULE_IDS, 'rule id');
const day = is((value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value), 'a day (yyyy-MM-dd)');
/** What `--fail-on-loss` takes. */
const loss = is(
  (value) => typeof value === 'string' && /^\d{1,15}$|^\d{1,3}(\.\d{1,6})?%$/.test(value),
  'a number of rows or a share of them',
);
const severity = oneOf(['error', 'warning', 'info'], 'severity');

const depthOf = (value: unknown, limit: number): number => {
  if (limit === 0 || typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map((inner) => depthOf(inner, limit - 1)));
};
const detail = is((value) => depthOf(value, DEEPEST) < DEEPEST, `nested less than ${DEEPEST} deep`);

const where = object({
  path: required(string),
  member: optional(string),
  line: optional(fromOne),
  record: optional(fromOne),
  column: optional(string),
  field: optional(fromOne),
});

/** A finding, in a report or as a line of a findings file. */
export const checkFinding: JsonCheck = object({
  rule: required(rule),
  severity: required(severity),
  message: required(string),
  where: required(where),
  details: required(record(any, detail, MOST)),
  baselined: optional(literal(true)),
});

const groupValues = object({
  distinct: required(count),
  andMore: required(boolean),
  frequent: required(many(object({ value: required(string), count: required(fromOne) }))),
});

const group = object({
  rule: required(rule),
  severity: required(severity),
  path: required(string),
  column: optional(string),
  count: required(fromOne),
  values: optional(groupValues),
  baselined: optional(literal(true)),
});

const ruleResult = object({
  id: required(rule),
  state: required(oneOf(['pass', 'fail', 'skipped', 'not-applicable', 'fault'], 'state')),
  checked: required(count),
  findings: required(count),
  skippedBecause: optional(string),
});

const fileReport = object({
  path: required(string),
  source: required(orNull(string)),
  variant: required(orNull(string)),
  matchedBy: required(orNull(oneOf(['name', 'header', 'option'], 'way'))),
  bytes: required(count),
  member: required(orNull(string)),
  uncompressedBytes: required(count),
  rows: required(count),
  verdict: required(oneOf(['pass', 'fail', 'incomplete', 'not-checked'], 'verdict')),
  rules: required(many(ruleResult)),
});

const byKind: Readonly<Record<string, JsonCheck>> = {
  source: object({ kind: required(any), source: required(string) }),
  'loose-csv': object({ kind: required(any), source: required(string) }),
  'unknown-folder': object({
    kind: required(any),
    source: required(orNull(string)),
    folder: required(orNull(string)),
    suggestions: required(texts),
  }),
  'unknown-file': object({ kind: required(any), suggestions: required(texts) }),
};

const match: JsonCheck = (value, path, tell) => {
  const kind = isObject(value) ? value['kind'] : undefined;
  const check = typeof kind === 'string' && Object.hasOwn(byKind, kind) ? byKind[kind] : undefined;
  if (check) check(value, path, tell);
  else tell(`${path}: must be a match, not ${shown(value)}`);
};

const shardFile = object({
  path: required(string),
  bytes: required(count),
  match: required(match),
  named: required(boolean),
  listedByPipeline: required(boolean),
  takenByPipeline: required(boolean),
  unreadable: optional(string),
  notRead: optional(string),
});

const shard = object({
  index: required(integer(1, MOST_SHARDS)),
  count: required(integer(1, MOST_SHARDS)),
  samples: required(count),
  asked: required(texts),
  showValues: required(boolean),
  recording: required(orNull(oneOf(['journal', 'emission-log'], 'kind'))),
  wholeTree: required(boolean),
  baseline: required(orNull(object({ file: required(string), entries: required(many(checkBaselineEntry)) }))),
  tree: required(many(shardFile)),
});

const recording = object({
  kind: required(oneOf(['journal', 'har', 'emission-log'], 'kind')),
  exchanges: required(count),
  uploads: required(count),
  acknowledged: required(count),
  files: required(count),
});

const baselineReport = object({
  file: required(string),
  entries: required(count),
  baselined: required(object({ error: required(count), warning: required(count), info: required(count) })),
  spare: required(count),
  problems: required(
    many(
      object({
        kind: required(oneOf(['stale', 'expired', 'exceeded'], 'kind')),
        found: required(count),
        ...BASELINE_ENTRY,
      }),
    ),
  ),
});

/** Every part of it but `scenarios`, which the report of a check does not have. */
const checkReport = object({
  schemaVersion: required(literal(REPORT_VERSION)),
  tool: required(object({ name: required(literal('cqube-conform')), version: required(string) })),
  specs: required(object({ version: required(string), digest: required(string) })),
  startedAt: required(moment),
  durationMs: required(duration),
  profile: required(string),
  options: required(
    object({
      failOn: required(oneOf(['error', 'warning', 'info', 'never'], 'severity')),
      only: required(texts),
      skip: required(texts),
      source: required(orNull(string)),
      today: required(day),
      masters: required(texts),
      failOnLoss: required(orNull(loss)),
      forecastOnly: required(boolean),
      overrides: required(many(checkOverride)),
      columns: required(many(checkColumn)),
      variants: required(record(any, string, MOST)),
      expansion: required(orNull(object({ ratio: optional(fromOne), declaredBytes: optional(fromOne) }))),
    }),
  ),
  inputs: required(texts),
  shard: required(orNull(shard)),
  verdict: required(
    oneOf(['conformant', 'accepted', 'not-conformant', 'incomplete', 'inconclusive'], 'verdict'),
  ),
  exitCode: required(is((value) => [0, 1, 3, 4].some((code) => code === value), '0, 1, 3 or 4')),
  summary: required(
    object({
      files: required(count),
      filesChecked: required(count),
      sources: required(count),
      sourcesKnown: required(count),
      rows: required(count),
      bytes: required(count),
    }),
  ),
  counts: required(object({ error: required(count), warning: required(count), info: required(count) })),
  files: required(many(fileReport)),
  rules: required(many(ruleResult)),
  groups: required(many(group)),
  findings: required(many(checkFinding)),
  baseline: required(orNull(baselineReport)),
  recording: required(orNull(recording)),
  scenarios: required(literal(null)),
  emissionOrder: required(many(texts)),
  forecast: required(many(fileForecast)),
  reportsFed: required(many(reportFeed)),
  faults: required(
    many(object({ path: required(orNull(string)), message: required(string), mend: required(string) })),
  ),
});

/** The document as a report of a check, or the first thing that is wrong with it. */
export function asReport(document: unknown): { readonly report: Report } | { readonly problem: string } {
  let first: string | null = null;
  checkReport(document, '', (problem) => {
    first ??= problem;
  });
  return first === null ? { report: document as Report } : { problem: first };
}
