/** Two reports side by side: what is fixed, what is new, what is the same; by rule, file and column, never by line. */
import { baselineKey } from '../specs/baseline.js';
import type { FindingSeverity, Report } from '../specs/report.js';
import type { RuleId } from '../specs/rule-ids.js';

export interface Change {
  readonly rule: RuleId;
  readonly path: string;
  readonly column?: string;
  /** The newer one; of what is gone, the older. */
  readonly severity: FindingSeverity;
  readonly before: number;
  readonly after: number;
}

export interface ReportDiff {
  /** Worse: not there before, or more of them. */
  readonly new: readonly Change[];
  /** Better: gone, or fewer. */
  readonly fixed: readonly Change[];
  readonly same: readonly Change[];
  /** Findings that came, went and stayed. */
  readonly counts: { readonly new: number; readonly fixed: number; readonly same: number };
  /** Why the two may not be compared as they stand; empty: they were asked alike. */
  readonly caveats: readonly string[];
}

interface Total {
  readonly rule: RuleId;
  readonly path: string;
  readonly column?: string;
  readonly severity: FindingSeverity;
  readonly count: number;
}

const RANK = { error: 3, warning: 2, info: 1 } as const;

function totalsOf({ groups }: Report): ReadonlyMap<string, Total> {
  const totals = new Map<string, Total>();
  for (const { baselined: _mark, ...group } of groups) {
    const key = baselineKey(group);
    const known = totals.get(key);
    const worse = !known || RANK[group.severity] > RANK[known.severity] ? group.severity : known.severity;
    totals.set(key, { ...group, severity: worse, count: (known?.count ?? 0) + group.count });
  }
  return totals;
}

export function diffReports(old: Report, current: Report): ReportDiff {
  const [before, after] = [totalsOf(old), totalsOf(current)];
  const changes = [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((key): Change[] => {
    const [was, is] = [before.get(key), after.get(key)];
    const known = is ?? was;
    if (!known) return [];
    const { count: _count, ...about } = known;
    return [{ ...about, before: was?.count ?? 0, after: is?.count ?? 0 }];
  });
  const sum = (of: (change: Change) => number): number =>
    changes.reduce((total, change) => total + Math.max(0, of(change)), 0);
  return {
    new: changes.filter((change) => change.after > change.before),
    fixed: changes.filter((change) => change.after < change.before),
    same: changes.filter((change) => change.after === change.before),
    counts: {
      new: sum((change) => change.after - change.before),
      fixed: sum((change) => change.before - change.after),
      same: sum((change) => Math.min(change.before, change.after)),
    },
    caveats: caveatsOf(old, current),
  };
}

/** A finding that is gone because nobody looked is not fixed. */
function caveatsOf(old: Report, current: Report): string[] {
  const differ = (what: string, of: (report: Report) => unknown): string[] =>
    JSON.stringify(of(old)) === JSON.stringify(of(current)) ? [] : [`the two differ in their ${what}`];
  return [
    ...differ('version of cqube-conform', ({ tool }) => tool.version),
    ...differ('dictionaries', ({ specs }) => specs.digest),
    ...differ('profile', ({ profile }) => profile),
    ...differ('rules asked (--only, --skip, --forecast-only)', ({ options }) => [
      options.only,
      options.skip,
      options.forecastOnly,
    ]),
    ...differ('overrides, columns or variants', ({ options }) => [
      options.overrides,
      options.columns,
      options.variants,
    ]),
    ...differ('shard', ({ shard }) => shard && [shard.index, shard.count]),
    ...(old.exitCode === 3 ? ['the old report is incomplete: what it lacks may look new'] : []),
    ...(current.exitCode === 3 ? ['the new report is incomplete: what it lacks may look fixed'] : []),
  ];
}
