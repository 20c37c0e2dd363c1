/**
 * Code Quality of GitLab: an issue for each rule, file and column, so that no fingerprint comes twice and a defect of
 * every row is one entry and not a hundred thousand.
 */
import type { FindingSeverity, Report } from '../../specs/report.js';
import { clipLine } from './clip.js';
import { groupFingerprint } from './fingerprint.js';
import { groupSamples } from './group-samples.js';
import type { GroupSamples } from './group-samples.js';
import type { Reporter, ReporterContext } from './reporter.js';
import { count, plural } from './wording.js';

/** Issues; more make the widget of a merge request useless. */
const MOST = 5000;
/** UTF-16 units. */
const LONGEST = 1000;

const SEVERITIES = { error: 'critical', warning: 'major', info: 'info' } as const satisfies Record<
  FindingSeverity,
  string
>;

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

export const gitlab: Reporter = (report, context) => {
  const groups = groupSamples(report);
  const issues = [
    ...faultIssues(report, context),
    ...groups.slice(0, MOST).map((one) => issueOf(one, context)),
    ...leftOut(groups.slice(MOST), context),
  ];
  return `${JSON.stringify(issues, null, 1)}\n`;
};

function issueOf({ group, samples }: GroupSamples, context: ReporterContext): Issue {
  const { rule, severity, path, column, count: number } = group;
  const [first] = samples;
  const member = first?.where.member;
  const line = first?.where.line;
  const place =
    member === undefined || line === undefined ? '' : `${clipLine(member, 200)}, line ${count(line)}: `;
  const many =
    number > 1
      ? ` (${count(number)} times${column === undefined ? '' : ` in ${clipLine(column, 200)}`})`
      : '';
  return {
    description: `${place}${clipLine(first?.message ?? context.rule(rule).summary, LONGEST)}${many}`,
    check_name: rule,
    fingerprint: groupFingerprint(group),
    severity: SEVERITIES[severity],
    location: { path: pathOf(path, context), lines: { begin: member === undefined ? (line ?? 1) : 1 } },
  };
}

const pathOf = (path: string, { locate = (same) => same }: ReporterContext): string =>
  clipLine(locate(path), LONGEST) || '.';

function faultIssues({ faults }: Report, context: ReporterContext): readonly Issue[] {
  return faults.map(({ path, message, mend }, index) => ({
    description: `not judged: ${clipLine(message, LONGEST)} ${clipLine(mend, LONGEST)}`,
    check_name: 'fault',
    fingerprint: `fault-${index + 1}`,
    severity: 'blocker',
    location: { path: pathOf(path ?? '', context), lines: { begin: 1 } },
  }));
}

function leftOut(groups: readonly GroupSamples[], context: ReporterContext): readonly Issue[] {
  if (groups.length === 0) return [];
  return [
    {
      description: `${plural(groups.length, 'more issue')} left out: this report ends at ${count(MOST)}. Every other format of the report has them.`,
      check_name: 'left-out',
      fingerprint: 'left-out',
      severity: 'info',
      location: { path: pathOf('', context), lines: { begin: 1 } },
    },
  ];
}
