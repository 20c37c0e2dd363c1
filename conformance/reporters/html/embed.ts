/** Takes the findings of a report for the page: a fair share of them, small. */
import type { Finding, FindingSeverity, Report } from '../../../specs/report.js';
import { clip, clipLine } from '../clip.js';
import { fairShare, groupSamples } from '../group-samples.js';
import type { GroupSamples } from '../group-samples.js';
import type { ReporterContext } from '../reporter.js';
import type { EmbeddedFinding, EmbeddedReport } from './embedded.js';

/** More are slow to search on a phone. */
const MOST_FINDINGS = 20_000;
/** UTF-16 units of all findings as JSON: the page stays a file that can be mailed. */
const MOST_TEXT = 12_000_000;

const SEVERITIES: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, info: 2 };

/** A list in which each text stands once; -1 for none. */
class Texts {
  readonly all: string[] = [];
  readonly #places = new Map<string, number>();

  place(text: string | undefined): number {
    if (text === undefined) return -1;
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.all.length);
    return this.all.push(text) - 1;
  }
}

export function embed(report: Report, context: ReporterContext): EmbeddedReport {
  const groups = groupSamples(report);
  const most = Math.min(MOST_FINDINGS, roomFor(groups));
  const rules = new Texts();
  const files = new Texts();
  const columns = new Texts();
  const headers = new Texts();
  const findings = fairShare(groups, most).map((finding): EmbeddedFinding => {
    const { rule, severity, where, details } = finding;
    const header = details['headerToUse'];
    return [
      rules.place(rule),
      SEVERITIES[severity],
      files.place(clipLine(where.path, 1000)),
      clipLine(where.member ?? '', 300),
      where.line ?? 0,
      where.record ?? 0,
      columns.place(where.column === undefined ? undefined : clipLine(where.column, 300)),
      clipLine(finding.message, 800),
      keyOf(finding),
      typeof details['value'] === 'string' ? clipLine(details['value'], 200) : '',
      headers.place(typeof header === 'string' ? clipLine(header, 20_000) : undefined),
    ];
  });
  const totals = totalsOf(groups, rules, files);
  return {
    rules: rules.all.map((id) => {
      const { requirement, why, fix } = context.rule(id as Finding['rule']);
      return { id, requirement: requirement ?? '', why, fix };
    }),
    files: files.all,
    columns: columns.all,
    headers: headers.all,
    findings,
    totals,
  };
}

/** How many findings of this report fit, by the size of some. */
function roomFor(groups: readonly GroupSamples[]): number {
  const some = groups.flatMap(({ samples }) => samples.slice(0, 1)).slice(0, 2000);
  if (some.length === 0) return 0;
  const size = some.reduce(
    (sum, { message, where }) => sum + Math.min(message.length, 800) + (where.member?.length ?? 0) + 150,
    0,
  );
  return Math.floor(MOST_TEXT / (size / some.length));
}

function keyOf({ details: { key } }: Finding): string {
  if (typeof key !== 'object' || key === null) return '';
  const parts = Object.entries(key)
    .slice(0, 12)
    .map(([name, value]) => `${clip(name, 100)} ${clip(String(value), 200)}`);
  return clipLine(parts.join(', '), 600);
}

/** Columns apart, which the page does not filter by. */
function totalsOf(groups: readonly GroupSamples[], rules: Texts, files: Texts): EmbeddedReport['totals'] {
  const sums = new Map<string, [number, number, number, number]>();
  for (const { group } of groups) {
    const place = [
      rules.place(group.rule),
      SEVERITIES[group.severity],
      files.place(clipLine(group.path, 1000)),
    ] as const;
    const known = sums.get(place.join());
    if (known) known[3] += group.count;
    else sums.set(place.join(), [...place, group.count]);
  }
  return [...sums.values()];
}
