/** Baselines made of reports: a first one, and one without what is no longer needed. */
import { baselineKey } from '../../specs/baseline.js';
import type { BaselineEntry } from '../../specs/configured.js';
import type { FailOn, Group, Report } from '../../specs/report.js';
import { counts } from '../engine/severity.js';

/** What a new entry says of itself. */
export type NewEntry = Pick<BaselineEntry, 'reason' | 'owner' | 'until'>;

/** Findings by what an entry speaks of. */
function totals(groups: readonly Group[]): ReadonlyMap<string, Group> {
  const sums = new Map<string, Group>();
  for (const group of groups) {
    const key = baselineKey(group);
    const known = sums.get(key);
    sums.set(key, known ? { ...known, count: known.count + group.count } : group);
  }
  return sums;
}

/** The findings that make the report fail; with `never`, the errors. Known entries keep what they say of themselves. */
export function baselineOf(
  { groups, options }: Pick<Report, 'groups' | 'options'>,
  before: readonly BaselineEntry[],
  fresh: NewEntry,
): readonly BaselineEntry[] {
  const failOn: FailOn = options.failOn === 'never' ? 'error' : options.failOn;
  const counting = new Set(groups.filter(({ severity }) => counts(severity, failOn)).map(baselineKey));
  const known = new Map(before.map((entry) => [baselineKey(entry), entry]));
  const entries = [...totals(groups)]
    .filter(([key]) => counting.has(key))
    .map(([key, { rule, path, column, count }]): BaselineEntry => {
      const { reason, owner, until } = known.get(key) ?? fresh;
      return { rule, path, ...(column !== undefined && { column }), count, reason, owner, until };
    });
  return sortEntries(entries);
}

/** Without the entries that match nothing; the others let no more pass than there is. */
export function prunedEntries(
  { groups, baseline }: Pick<Report, 'groups' | 'baseline'>,
  entries: readonly BaselineEntry[],
): readonly BaselineEntry[] {
  const found = totals(groups);
  const problems = baseline?.problems ?? [];
  const stale = new Set(problems.filter(({ kind }) => kind === 'stale').map(baselineKey));
  return entries
    .filter((entry) => !stale.has(baselineKey(entry)))
    .map((entry) => {
      const count = found.get(baselineKey(entry))?.count;
      return count !== undefined && count < entry.count ? { ...entry, count } : entry;
    });
}

const sortEntries = (entries: readonly BaselineEntry[]): readonly BaselineEntry[] =>
  entries
    .map((entry) => ({ entry, key: JSON.stringify([entry.path, entry.rule, entry.column ?? '']) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ entry }) => entry);
