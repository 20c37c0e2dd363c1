/**
 * SARIF 2.1.0, for code scanning. A result is a sample; how many findings it stands for is in its properties, and what
 * was left out in a notification. A CSV in a zip is a logical location: the physical one is the zip.
 */
import type { Finding, FindingSeverity, Report } from '../../specs/report.js';
import { clip, clipLine } from './clip.js';
import { fingerprinter } from './fingerprint.js';
import { fairShare, groupSamples } from './group-samples.js';
import type { GroupSamples } from './group-samples.js';
import type { Reporter, ReporterContext } from './reporter.js';
import { sarifRules } from './sarif-rules.js';
import { count, heading, plural } from './wording.js';

/** As many as GitHub shows of one run; it refuses more than 25,000. */
const MOST_RESULTS = 5000;
/** UTF-16 units of a message or value. */
const LONGEST = 1000;

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  FindingSeverity,
  string
>;

export const sarif: Reporter = (report, context) => {
  const groups = groupSamples(report);
  const findings = fairShare(groups, MOST_RESULTS);
  const rules = sarifRules(report, context);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            semanticVersion: report.tool.version,
            rules,
          },
        },
        automationDetails: { id: `${report.tool.name}/${report.profile}/` },
        invocations: [invocation(report, findings.length)],
        columnKind: 'utf16CodeUnits',
        results: results(
          findings,
          groups,
          rules.map(({ id }) => id),
          context,
        ),
        properties: {
          verdict: report.verdict,
          profile: report.profile,
          specs: report.specs,
          findings: report.counts,
          ...report.summary,
        },
      },
    ],
  };
  return `${JSON.stringify(log, null, 1)}\n`;
};

function invocation(report: Report, shown: number): object {
  const total = report.counts.error + report.counts.warning + report.counts.info;
  const cut =
    `${count(shown)} of ${plural(total, 'finding')} are results here: samples of every rule, file and column. ` +
    'The totals are in the properties; --findings-file writes all of them.';
  return {
    executionSuccessful: report.exitCode !== 3,
    exitCode: report.exitCode,
    exitCodeDescription: heading(report),
    startTimeUtc: report.startedAt,
    endTimeUtc: new Date(Date.parse(report.startedAt) + report.durationMs).toISOString(),
    toolExecutionNotifications: [
      ...report.faults.map(({ path, message, mend }) => ({
        level: 'error',
        message: {
          text: clip(
            `${path === null ? '' : `${clipLine(path, LONGEST)}: `}${clipLine(message, LONGEST)} ${clipLine(mend, LONGEST)}`,
            3 * LONGEST,
          ),
        },
      })),
      ...(shown < total ? [{ level: 'note', message: { text: cut } }] : []),
    ],
  };
}

function results(
  findings: readonly Finding[],
  groups: readonly GroupSamples[],
  ids: readonly string[],
  context: ReporterContext,
): readonly object[] {
  const fingerprint = fingerprinter();
  const totals = new Map(groups.flatMap(({ group, samples }) => samples.map((one) => [one, group.count])));
  const indexes = new Map(ids.map((id, index) => [id, index]));
  return findings.map((finding) => {
    const identity = fingerprint(finding);
    return {
      ruleId: finding.rule,
      ruleIndex: indexes.get(finding.rule) ?? -1,
      level: LEVELS[finding.severity],
      message: { text: messageOf(finding) },
      locations: [location(finding, context)],
      // The second is the only one that GitHub reads; it would make it of the zip's first line otherwise.
      partialFingerprints: { 'cqubeConform/v1': identity, primaryLocationLineHash: identity },
      properties: { findingsLikeThis: totals.get(finding) ?? 1, ...factsOf(finding) },
    };
  });
}

/** With the line, which no other place of a result shows for a CSV in a zip. */
function messageOf({ message, where }: Finding): string {
  const line =
    where.line === undefined ? '' : `${clipLine(where.member ?? where.path, 200)}, line ${where.line}: `;
  return `${line}${clipLine(message, LONGEST)}`;
}

function factsOf({ where, details }: Finding): object {
  const { value, key } = details;
  const { line, record, column, field } = where;
  return {
    ...(line !== undefined && { line }),
    ...(record !== undefined && { record }),
    ...(column !== undefined && { column: clipLine(column, LONGEST) }),
    ...(field !== undefined && { field }),
    ...(typeof value === 'string' && { value: clipLine(value, LONGEST) }),
    ...(typeof key === 'object' &&
      key !== null && { key: clipLine(Object.values(key).map(String).join(' '), LONGEST) }),
  };
}

function location({ where }: Finding, { locate = (path) => path }: ReporterContext): object {
  const { path, member, line, column } = where;
  const file = locate(path) || '.';
  const whole = member === undefined ? file : `${file}!/${member}`;
  const logical = [
    ...(member === undefined ? [] : [{ name: member, fullyQualifiedName: whole, kind: 'resource' }]),
    ...(column === undefined
      ? []
      : [{ name: column, fullyQualifiedName: `${whole}#${column}`, kind: 'element' }]),
  ];
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(clip(file, 4 * LONGEST)) },
      // GitHub wants a line of every result. Those of a zip are none of its CSV.
      region: { startLine: member === undefined ? (line ?? 1) : 1 },
    },
    ...(logical.length > 0 && { logicalLocations: logical.map(shortened) }),
  };
}

const shortened = (one: {
  readonly name: string;
  readonly fullyQualifiedName: string;
  readonly kind: string;
}) => ({
  ...one,
  name: clipLine(one.name, LONGEST),
  fullyQualifiedName: clipLine(one.fullyQualifiedName, 3 * LONGEST),
});

/** Each part of the path percent-encoded; absolute paths become `file:` URIs. */
export function uriOf(path: string): string {
  const encoded = path
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  if (path.startsWith('/')) return `file://${encoded}`;
  // A drive letter.
  return /^[a-z]:\//i.test(path) ? `file:///${encoded.replace('%3A', ':')}` : encoded;
}
