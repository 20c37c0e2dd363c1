/** Findings by what they have in common: rule, severity, file and column. Totals are exact, samples are few. */
import { groupBy } from './group-by.js';
import type { Finding, FindingSeverity, Group, Report } from '../../specs/report.js';

export interface GroupSamples {
  readonly group: Group;
  readonly samples: readonly Finding[];
}

const RANK: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, info: 2 };

const keyOf = (rule: string, severity: string, path: string, column: string | undefined): string =>
  JSON.stringify([rule, severity, path, column ?? null]);

/** Worst first, then in the order of the report. */
export function groupSamples({ groups, findings }: Report): readonly GroupSamples[] {
  const samples = groupBy(findings, ({ rule, severity, where }) =>
    keyOf(rule, severity, where.path, where.column),
  );
  return groups
    .toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
    .map((group) => ({
      group,
      samples: samples.get(keyOf(group.rule, group.severity, group.path, group.column)) ?? [],
    }));
}

/**
 * At most `most` findings in the order of the groups. Where there is no room for all, every group gives one, then a
 * second, and so on: a defect is never left out because another fills the page.
 */
export function fairShare(groups: readonly GroupSamples[], most: number): readonly Finding[] {
  const lengths = groups.map(({ samples }) => samples.length).toSorted((a, b) => a - b);
  let room = most;
  let each = 0;
  for (const [index, length] of lengths.entries()) {
    const left = lengths.length - index;
    const step = Math.min(length - each, Math.floor(room / left));
    room -= step * left;
    each += step;
    if (each < length) break;
  }
  return groups.flatMap(({ samples }) => {
    const one = samples.length > each && room > 0 ? 1 : 0;
    room -= one;
    return samples.slice(0, each + one);
  });
}
