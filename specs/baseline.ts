/** The baseline file: findings that are known, and let pass until a day that somebody answers for. */
import { CONFIG_LIMITS as L } from './configured.js';
import type { BaselineEntry } from './configured.js';
import { list, object, oneOf, optional, required, text } from './json-checks.js';
import type { JsonCheck, Property } from './json-checks.js';
import { fromOne, is, literal, string } from './report-values.js';
import { RULE_IDS } from './rule-ids.js';

export const BASELINE_VERSION = 1;

export interface BaselineFile {
  readonly version: typeof BASELINE_VERSION;
  readonly entries: readonly BaselineEntry[];
}

export const LINE = /^[^\u0000-\u001f\u007f-\u009f]*\S[^\u0000-\u001f\u007f-\u009f]*$/;

export const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day that the calendar has, yyyy-MM-dd. */
export const isDay = (value: unknown): boolean => {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  // The calendar of Date goes on into the next month after the last day of one.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
};

export const BASELINE_ENTRY: Readonly<Record<string, Property>> = {
  rule: required(oneOf(RULE_IDS, 'rule id')),
  path: required(string),
  column: optional(string),
  count: required(fromOne),
  reason: required(text(1, L.text, LINE, 'one line that says why')),
  owner: required(text(1, L.text, LINE, 'one line that says who')),
  until: required(is((value) => typeof value === 'string' && DAY.test(value), 'a day (yyyy-MM-dd)')),
};

export const checkBaselineEntry: JsonCheck = object(BASELINE_ENTRY);

const document = object({
  $schema: optional(string),
  version: required(literal(BASELINE_VERSION)),
  entries: required(list(checkBaselineEntry, 0, L.entries)),
});

/** What an entry speaks of; no line numbers are in it, so rows may come and go. */
export const baselineKey = ({
  rule,
  path,
  column,
}: Pick<BaselineEntry, 'rule' | 'path'> & { readonly column?: string | undefined }): string =>
  JSON.stringify(column === undefined ? [rule, path] : [rule, path, column]);

/** Everything that is wrong with a baseline, at most 100 lines; empty: nothing. */
export function baselineProblems(value: unknown): readonly string[] {
  const problems: string[] = [];
  const tell = (problem: string): void => {
    if (problems.length < 100) problems.push(problem);
  };
  document(value, '', tell);
  if (problems.length > 0) return problems;
  const seen = new Map<string, number>();
  for (const [index, entry] of (value as BaselineFile).entries.entries()) {
    const key = baselineKey(entry);
    if (!isDay(entry.until)) tell(`entries[${index}].until: the calendar has no ${entry.until}`);
    const before = seen.get(key);
    if (before === undefined) seen.set(key, index);
    else tell(`entries[${index}]: says the same as entries[${before}]; leave out one of them`);
  }
  return problems;
}
