/** Reads a configuration that somebody wrote: what JSON gave, as a `Config` or as everything that is wrong with it. */
import type { Config } from './config.js';
import { CONFIG_LIMITS as L } from './configured.js';
import type { ExtraColumn } from './configured.js';
import { closest } from './closest.js';
import {
  integer,
  isObject,
  list,
  object,
  oneOf,
  optional,
  record,
  required,
  shown,
  text,
} from './json-checks.js';
import type { JsonCheck } from './json-checks.js';
import { findSource } from './lookup.js';
import { profiles } from './profiles/index.js';
import { boolean } from './report-values.js';
import { RULE_IDS } from './rule-ids.js';
import type { DataSource, FieldFormat, FieldType } from './source.js';
import { sources } from './sources/index.js';

export type ConfigReading =
  | { readonly kind: 'config'; readonly config: Config }
  /** Each one line: the place in the document, what is wrong, the mend. At most `PROBLEM_LIMIT`. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** A configuration with more is not described any further. */
const PROBLEM_LIMIT = 100;

/** A line that can be shown on a terminal. */
export const ONE_LINE = /^[^\u0000-\u001f\u007f-\u009f]*$/;
/** Nothing that would break a header line. */
export const COLUMN_NAME = /^[^\u0000-\u001f\u007f-\u009f|,;"]+$/;
export const LOSS = /^\d{1,15}$|^\d{1,3}(\.\d{1,6})?%$/;
export const SIZE = /^\d{1,15}(\.\d{1,3})?\s*([kmgtKMGT]?(i?[bB])?)$/;
/**
 * `name` or `name=file`. A configuration may come with a pull request, so it writes nowhere but below the working
 * directory: no absolute path, no `..`.
 */
export const FORMAT =
  /^[a-z]+(=(?![/\\]|[A-Za-z]:)(?!(.*[/\\])?\.\.([/\\]|$))[^\u0000-\u001f\u007f-\u009f]+)?$/;
/** A glob is matched against paths as the report shows them. */
export const GLOB = /^[^\u0000-\u001f\u007f-\u009f\\]+$/;

export const SEVERITIES = ['error', 'warning', 'info', 'off'] as const;
export const FIELD_TYPES = [
  'string',
  'smallint',
  'integer',
  'bigint',
  'number',
  'boolean',
  'date',
  'timestamp',
  'time',
] as const satisfies readonly FieldType[];
export const FIELD_FORMATS = [
  'yyyy-MM-dd',
  'dd/MM/yyyy',
  'd/M/yyyy',
  'academic-year',
  'year',
  'true|false',
] as const satisfies readonly FieldFormat[];

const SOURCE_IDS = sources.map(({ id }) => id);
const source = oneOf(SOURCE_IDS, 'data source');

/** As `--only` and `--skip` take them. */
const prefix: JsonCheck = (value, path, tell) => {
  if (typeof value !== 'string' || value === '')
    tell(`${path}: must be the beginning of a rule id, not ${shown(value)}`);
  else if (!RULE_IDS.some((id) => id.startsWith(value))) {
    const [nearest] = closest(value.slice(0, 100), RULE_IDS);
    const hint = nearest === undefined ? '' : `; did you mean \`${nearest}\`?`;
    tell(`${path}: no rule id begins with ${shown(value)}${hint}`);
  }
};

export const checkOverride: JsonCheck = object({
  rules: required(record(oneOf(RULE_IDS, 'rule id'), oneOf(SEVERITIES, 'severity'), RULE_IDS.length)),
  files: optional(list(text(1, L.glob, GLOB, 'a glob of paths with /, such as pat/*.zip'), 1, L.globs)),
  reason: optional(text(0, L.text, ONE_LINE, 'one line')),
});

const allowedValue: JsonCheck = (given, path, tell) => {
  if (typeof given === 'number' && Number.isFinite(given)) return;
  if (typeof given === 'number') tell(`${path}: must be a number that JSON can hold`);
  else text(0, L.text, ONE_LINE, 'a text of one line, or a number')(given, path, tell);
};

export const checkColumn: JsonCheck = object({
  source: required(source),
  name: required(text(1, L.columnName, COLUMN_NAME, 'a column name without | , ; or quotes')),
  type: required(oneOf(FIELD_TYPES, 'type')),
  format: optional(oneOf(FIELD_FORMATS, 'format')),
  required: optional(boolean),
  maxLength: optional(integer(1, 1_000_000)),
  enum: optional(list(allowedValue, 1, L.values)),
  after: optional(text(1, L.columnName, ONE_LINE, 'the name of a column')),
});

/** The names that a source's files may have in their headers, whichever variant. */
const columnsOf = ({ fields, variants }: DataSource): readonly string[] => [
  ...new Set([...fields, ...variants.flatMap((variant) => variant.fields)].map(({ name }) => name)),
];

/** A column of one's own adds: it neither replaces one of the dictionary nor stands for it. */
const checkColumns: JsonCheck = (given, path, tell) => {
  list(checkColumn, 0, L.columns)(given, path, tell);
  if (!Array.isArray(given)) return;
  const known = new Map<string, Set<string>>();
  for (const [index, column] of given.entries()) {
    if (!isObject(column) || typeof column['source'] !== 'string' || typeof column['name'] !== 'string')
      continue;
    checkPlace(column as unknown as ExtraColumn, `${path}[${index}]`, known, tell);
  }
};

function checkPlace(
  { source: id, name, after }: ExtraColumn,
  path: string,
  known: Map<string, Set<string>>,
  tell: (problem: string) => void,
): void {
  const found = findSource(id);
  if (!found) return;
  if (found.sections)
    return tell(`${path}.source: \`${id}\` is a file of sections, which take no further columns`);
  const names = known.get(id) ?? new Set(columnsOf(found).map((one) => one.toLowerCase()));
  known.set(id, names);
  if (names.has(name.toLowerCase()))
    tell(`${path}.name: \`${id}\` has a column ${shown(name)} already; columns add, they change none`);
  if (after !== undefined && typeof after === 'string' && !names.has(after.toLowerCase())) {
    const [nearest] = closest(after.slice(0, 100), columnsOf(found));
    const hint = nearest === undefined ? '' : `; did you mean \`${nearest}\`?`;
    tell(`${path}.after: \`${id}\` has no column ${shown(after)}${hint}`);
  }
  names.add(name.toLowerCase());
}

const checkVariants: JsonCheck = (given, path, tell) => {
  record(source, text(1, 100), SOURCE_IDS.length)(given, path, tell);
  if (!isObject(given)) return;
  for (const [id, name] of Object.entries(given)) {
    const variants = findSource(id)?.variants.map((variant) => variant.name);
    if (variants === undefined || typeof name !== 'string') continue;
    if (variants.length === 0) tell(`${path}.${id}: it has one column set only, so there is nothing to pin`);
    else oneOf(variants, 'variant')(name, `${path}.${id}`, tell);
  }
};

const document = object({
  $schema: optional(text(0, L.text)),
  profile: optional(
    oneOf(
      profiles.map(({ id }) => id),
      'profile',
    ),
  ),
  failOn: optional(oneOf(['error', 'warning', 'info', 'never'], 'severity')),
  failOnLoss: optional(text(1, 30, LOSS, 'a number of rows ("100") or a share of them ("2.5%")')),
  only: optional(list(prefix, 1, RULE_IDS.length)),
  skip: optional(list(prefix, 1, RULE_IDS.length)),
  formats: optional(
    list(
      text(1, L.text, FORMAT, 'a format, with a file below the working directory: junit=report.xml'),
      1,
      100,
    ),
  ),
  baseline: optional(text(1, L.text, ONE_LINE, 'the path of a file')),
  sources: optional(list(source, 1, SOURCE_IDS.length)),
  variants: optional(checkVariants),
  columns: optional(checkColumns),
  overrides: optional(list(checkOverride, 0, L.overrides)),
  limits: optional(
    object({
      samples: optional(integer(0, 10_000)),
      memory: optional(text(1, 30, SIZE, 'a size such as "256M"')),
      jobs: optional(integer(1, 256)),
      expansionRatio: optional(integer(1, 1_000_000)),
      unpackedBytes: optional(integer(1, Number.MAX_SAFE_INTEGER)),
    }),
  ),
});

/** `value`: what `JSON.parse` gave. The configuration shares nothing with it. Never throws for a JSON value. */
export function readConfig(value: unknown): ConfigReading {
  const problems: string[] = [];
  document(value, '', (problem) => {
    if (problems.length < PROBLEM_LIMIT) problems.push(problem);
  });
  if (problems.length > 0) return { kind: 'problems', problems };
  return { kind: 'config', config: structuredClone(value) as Config };
}
