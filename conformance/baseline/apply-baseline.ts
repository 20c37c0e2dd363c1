/** What a baseline lets pass, and what is wrong with the baseline itself: totals in, totals with their marks out. */
import { baselineKey } from '../../specs/baseline.js';
import type { Baseline, BaselineEntry } from '../../specs/configured.js';
import type { BaselineProblem, BaselineReport, Finding, Group } from '../../specs/report.js';

export interface BaselineInput {
  readonly groups: readonly Group[];
  readonly findings: readonly Finding[];
  /** null: there is none. */
  readonly baseline: Baseline | null;
  /** yyyy-MM-dd. */
  readonly today: string;
  /** Whether this run has looked where the entry speaks of, so that finding nothing there says something. */
  readonly isJudged: (entry: BaselineEntry) => boolean;
}

export interface Baselined {
  readonly groups: readonly Group[];
  readonly findings: readonly Finding[];
  readonly report: BaselineReport | null;
}

export function applyBaseline({ groups, findings, baseline, today, isJudged }: BaselineInput): Baselined {
  if (baseline === null) return { groups, findings, report: null };
  const found = new Map<string, number>();
  for (const group of groups) {
    const key = baselineKey(group);
    found.set(key, (found.get(key) ?? 0) + group.count);
  }
  const passed = new Set<string>();
  const problems: BaselineProblem[] = [];
  let spare = 0;
  for (const entry of baseline.entries) {
    const key = baselineKey(entry);
    const count = found.get(key) ?? 0;
    const kind = problemOf(entry, count, today);
    if (kind === null) {
      passed.add(key);
      spare += entry.count - count;
    } else if (kind !== 'stale' || isJudged(entry)) problems.push({ kind, found: count, ...entry });
  }
  const marked = groups.map((group) => mark(group, passed.has(baselineKey(group))));
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity, count, baselined } of marked) if (baselined) counts[severity] += count;
  return {
    groups: marked,
    findings: findings.map((finding) =>
      mark(finding, passed.has(baselineKey({ ...finding.where, rule: finding.rule }))),
    ),
    report: { file: baseline.file, entries: baseline.entries.length, baselined: counts, spare, problems },
  };
}

/** An entry that matches nothing is stale, whether it has run out or not: it is to go in any case. */
function problemOf(entry: BaselineEntry, found: number, today: string): BaselineProblem['kind'] | null {
  if (found === 0) return 'stale';
  if (entry.until < today) return 'expired';
  return found > entry.count ? 'exceeded' : null;
}

/** The mark of a shard's report is made anew when they are merged. */
function mark<Item extends { readonly baselined?: true }>(item: Item, isBaselined: boolean): Item {
  const { baselined: _before, ...rest } = item;
  return (isBaselined ? { ...rest, baselined: true } : rest) as Item;
}
