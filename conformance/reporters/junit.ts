/**
 * JUnit XML: a suite for each file and one for the tree as a whole, a case for each rule that looked at it. A case
 * fails exactly where its findings count (`--fail-on`), so a CI server and the exit code agree; other findings stand in
 * the suite's output. What kept us from judging is an error; a rule that was kept from looking is skipped, with the
 * reason; a rule that does not apply to a file has no case there.
 *
 * The element set is the common ground of the schemas of Jenkins (xUnit plugin) and of Apache Ant: hence the attributes
 * that say nothing here (`hostname`, `time` of a case), at most one child in a case, and the order of elements.
 */
import type { FileReport, Finding, Group, Report, RuleResult, ScenarioResult } from '../../specs/report.js';
import type { RuleId } from '../../specs/rule-ids.js';
import { countsIn } from '../engine/severity.js';
import { visible } from '../engine/show-value.js';
import { forecastText } from './forecast.js';
import { partsByPath } from './parts-by-path.js';
import { count, plural } from './wording.js';
import { configuredSuite } from './junit-suite.js';
import type { Case, Outcome, Suite } from './junit-suite.js';
import type { Reporter, ReporterContext } from './reporter.js';
import { xmlAttributes, xmlText } from './xml.js';

/** Samples told in one case; the JSON report has more. */
const SAMPLES = 20;

export const junit: Reporter = (report, context) => {
  const lying = withoutTraffic(report);
  const about = partsByPath(lying);
  const suites = [
    treeSuite(lying, context),
    ...report.files.map((file) => fileSuite(file, { ...lying, ...about(file.path) }, context)),
    trafficSuite(report, context),
    scenarioSuite(report),
    configuredSuite(report),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...suites
      .filter(({ cases, output }) => cases.length > 0 || (report.options.forecastOnly && output !== ''))
      .flatMap((suite, id) => suiteXml(suite, id, report)),
    '</testsuites>',
    '',
  ].join('\n');
};

/** Rules on the folder tree: what they found at a file stands in that file's suite, all else here. */
function treeSuite(report: Report, context: ReporterContext): Suite {
  const files = new Set(report.files.map(({ path }) => path));
  const results = report.rules.filter(({ id, state }) => isOfTree(id) && state !== 'not-applicable');
  const elsewhere = (path: string): boolean => !files.has(path);
  const cases = results.flatMap((result): Case[] => {
    const { id, state } = result;
    const groups = report.groups.filter(({ rule, path }) => rule === id && elsewhere(path));
    if (groups.length === 0 && state === 'fail') return [];
    const findings = report.findings.filter(({ rule, where }) => rule === id && elsewhere(where.path));
    const outcome = skipped(result) ?? judged(id, groups, findings, report, context);
    return [{ name: id, outcome }];
  });
  const faults = report.faults.filter(({ path }) => path === null || elsewhere(path)).map(faultCase);
  return {
    name: 'emission',
    cases: [...cases, ...faults],
    properties: {},
    output: quietFindings(report, ({ where }) => elsewhere(where.path)),
  };
}

/** What was sent, beside what lies in the folder: a case a rule, over all files. */
function trafficSuite(report: Report, context: ReporterContext): Suite {
  const results = report.rules.filter(({ id, state }) => isOfTraffic(id) && state !== 'not-applicable');
  const cases = results.map((result): Case => {
    const groups = report.groups.filter(({ rule }) => rule === result.id);
    const findings = report.findings.filter(({ rule }) => rule === result.id);
    return {
      name: result.id,
      outcome: skipped(result) ?? judged(result.id, groups, findings, report, context),
    };
  });
  const { kind = '', exchanges = 0 } = report.recording ?? {};
  return {
    name: 'traffic',
    cases,
    properties: { recording: kind, exchanges: String(exchanges) },
    output: quietFindings(report, ({ rule }) => isOfTraffic(rule)),
  };
}

/** A case a scenario: below MUST is a failure; a missed SHOULD is told in the suite's output. */
function scenarioSuite({ scenarios }: Report): Suite {
  const played = scenarios ?? [];
  const missed = (one: ScenarioResult, level: 'must' | 'should'): string =>
    one.expectations
      .filter((expectation) => expectation.level === level && !expectation.met)
      .map(({ text, shortcoming = '' }) => `${level.toUpperCase()} ${text}: ${shortcoming}`)
      .join('\n');
  const outcome = (one: ScenarioResult): Outcome => {
    if (one.verdict === 'fault') return { kind: 'error', message: one.exit };
    if (one.verdict === 'pass') return { kind: 'pass' };
    return {
      kind: 'failure',
      type: 'must',
      message: one.summary,
      text: `${missed(one, 'must')}\n${one.mend}`,
    };
  };
  return {
    name: 'scenarios',
    cases: played.map((one): Case => ({ name: one.name, outcome: outcome(one) })),
    properties: {},
    output: played
      .filter(({ level }) => level === 'must')
      .map((one) => `${one.name}\n${missed(one, 'should')}`)
      .join('\n'),
  };
}

const withoutTraffic = (report: Report): Report => ({
  ...report,
  groups: report.groups.filter(({ rule }) => !isOfTraffic(rule)),
  findings: report.findings.filter(({ rule }) => !isOfTraffic(rule)),
});

const isOfTraffic = (id: RuleId): boolean => id.startsWith('journal/');

function fileSuite(file: FileReport, report: Report, context: ReporterContext): Suite {
  const groups = report.groups.filter(({ path }) => path === file.path);
  const findings = report.findings.filter(({ where }) => where.path === file.path);
  const own = (id: RuleId): Outcome =>
    judged(
      id,
      groups.filter(({ rule }) => rule === id),
      findings.filter(({ rule }) => rule === id),
      report,
      context,
    );
  const ofTree = [...new Set(groups.map(({ rule }) => rule))].filter(isOfTree);
  const forecast = report.forecast.find(({ path }) => path === file.path);
  const cases = file.rules
    .filter(({ state }) => state !== 'not-applicable')
    .map((result): Case => ({ name: result.id, outcome: skipped(result) ?? own(result.id) }));
  return {
    name: visible(file.path),
    cases: [
      ...ofTree.map((name): Case => ({ name, outcome: own(name) })),
      ...report.faults.filter(({ path }) => path === file.path).map(faultCase),
      ...cases,
    ],
    properties: {
      ...(file.source !== null && { source: file.source }),
      ...(file.variant !== null && { variant: file.variant }),
      rows: String(file.rows),
      ...(typeof forecast?.rowsStored === 'number' && { rowsKept: String(forecast.rowsStored) }),
    },
    output:
      quietFindings(report, ({ where }) => where.path === file.path) +
      (forecast ? forecastText(forecast) : ''),
  };
}

const isOfTree = (id: RuleId): boolean => id.startsWith('emission/');

const faultCase = ({ message, mend }: Report['faults'][number]): Case => ({
  name: 'fault',
  outcome: { kind: 'error', message: `${message} ${mend}` },
});

/** A fault is told once, by its own case: the rules that it kept from looking are skipped. */
function skipped({ state, skippedBecause }: RuleResult): Outcome | null {
  if (state === 'skipped') return { kind: 'skipped', message: skippedBecause ?? '' };
  return state === 'fault' ? { kind: 'skipped', message: `not read: ${skippedBecause ?? ''}` } : null;
}

function judged(
  id: RuleId,
  groups: readonly Group[],
  findings: readonly Finding[],
  { options }: Report,
  context: ReporterContext,
): Outcome {
  const counting = groups.filter((group) => countsIn(group, options.failOn));
  const told = findings.filter((finding) => countsIn(finding, options.failOn));
  // What cannot be opened kept us from judging, whatever level findings count from.
  if (id === 'emission/unreadable-file' && groups.length > 0)
    return { kind: 'error', message: findings.map(({ message }) => message).join(' ') };
  const total = counting.reduce((sum, group) => sum + group.count, 0);
  if (total === 0) return { kind: 'pass' };
  const { requirement, why, fix } = context.rule(id);
  const shown = told.slice(0, SAMPLES);
  const more = total - shown.length;
  return {
    kind: 'failure',
    type: counting.some(({ severity }) => severity === 'error')
      ? 'error'
      : (counting[0]?.severity ?? 'error'),
    message: `${told[0]?.message ?? id}${total > 1 ? ` (${count(total)} times)` : ''}`,
    text: [
      `${id}${requirement === null ? '' : ` ${requirement}`}: ${plural(total, 'finding')}`,
      ...shown.map(line),
      ...(more > 0 ? [`… and ${count(more)} more`] : []),
      `why:  ${why}`,
      `mend: ${fix}`,
    ].join('\n'),
  };
}

function line({ where, message, details }: Finding): string {
  const place = [
    where.path === '' ? 'the emission as a whole' : visible(where.path),
    where.line !== undefined && `line ${where.line}`,
    where.column !== undefined && `column ${visible(where.column)}`,
  ].filter(Boolean);
  const { key } = details;
  const row =
    typeof key === 'object' && key !== null
      ? ` (${Object.entries(key)
          .map(([name, value]) => `${name} ${String(value)}`)
          .join(', ')})`
      : '';
  return `${place.join(', ')}: ${message}${row}`;
}

const quietFindings = ({ findings, options }: Report, isHere: (finding: Finding) => boolean): string =>
  findings
    .filter((finding) => !countsIn(finding, options.failOn) && isHere(finding))
    .map(
      (finding) =>
        `${finding.baselined ? 'baselined ' : ''}${finding.severity} ${finding.rule} ${line(finding)}\n`,
    )
    .join('');

function suiteXml({ name, cases, properties, output }: Suite, id: number, report: Report): string[] {
  const number = (kind: Outcome['kind']): number =>
    cases.filter(({ outcome }) => outcome.kind === kind).length;
  const attributes = xmlAttributes({
    name,
    package: 'cqube-conform',
    id,
    timestamp: report.startedAt.slice(0, 19),
    hostname: 'localhost',
    tests: cases.length,
    failures: number('failure'),
    errors: number('error'),
    skipped: number('skipped'),
    time: id === 0 ? report.durationMs / 1000 : 0,
  });
  const about = { profile: report.profile, version: report.tool.version, ...properties };
  return [
    `  <testsuite${attributes}>`,
    '    <properties>',
    ...Object.entries(about).map(([key, value]) => `      <property${xmlAttributes({ name: key, value })}/>`),
    '    </properties>',
    ...cases.flatMap((one) => caseXml(one, name)),
    `    <system-out>${xmlText(output)}</system-out>`,
    '    <system-err></system-err>',
    '  </testsuite>',
  ];
}

function caseXml({ name, outcome }: Case, suite: string): string[] {
  // CI servers take what stands before the last dot for a package.
  const attributes = xmlAttributes({ name, classname: suite.replaceAll('.', '_'), time: 0 });
  const open = `    <testcase${attributes}`;
  if (outcome.kind === 'pass') return [`${open}/>`];
  const { kind, message } = outcome;
  const inner =
    kind === 'failure'
      ? `<failure${xmlAttributes({ type: outcome.type, message })}>${xmlText(outcome.text)}</failure>`
      : kind === 'error'
        ? `<error${xmlAttributes({ type: 'fault', message })}>${xmlText(message)}</error>`
        : `<skipped${xmlAttributes({ message })}/>`;
  return [`${open}>`, `      ${inner}`, '    </testcase>'];
}
