/** Everything that was found out, put together as the report: totals, verdict, exit code. */
import { specsDigest, SPECS_VERSION } from '../specs/digest.js';
import type { FileForecast } from '../specs/forecast.js';
import { REPORT_VERSION } from '../specs/report.js';
import type { Fault, FileReport, Finding, Group, Report, RuleResult, Shard } from '../specs/report.js';
import { sources } from '../specs/sources/index.js';
import { applyBaseline } from './baseline/apply-baseline.js';
import { entryJudge } from './baseline/entry-judge.js';
import type { FileOutcome } from './check-file.js';
import type { Rule } from './engine/define-rule.js';
import type { EmissionFacts, EmissionFile } from './engine/emission-facts.js';
import { emissionOrder } from './engine/emission-order.js';
import { isAcknowledged } from './engine/traffic.js';
import type { Traffic } from './engine/traffic.js';
import { lossText } from './engine/loss.js';
import { reportsFed } from './forecast/reports-fed.js';
import { givenPath } from './masters/stored-masters.js';
import type { Settings } from './settings.js';
import { judge } from './verdict.js';

/** What the rules on the tree found. */
export interface EmissionJudgement {
  readonly findings: readonly Finding[];
  readonly totals: readonly Group[];
  readonly results: readonly RuleResult[];
}

export interface ReportParts {
  readonly paths: readonly string[];
  readonly options: Settings;
  readonly rules: readonly Rule[];
  readonly facts: EmissionFacts;
  readonly outcomes: readonly FileOutcome[];
  readonly emission: EmissionJudgement;
  readonly journal: EmissionJudgement;
  readonly recording: Report['recording'];
  readonly emissionOrder: Report['emissionOrder'];
  /** null: `facts` and `outcomes` are of the whole emission. */
  readonly shard: Shard | null;
  /** Of every file of `facts`, in their order. */
  readonly forecast: readonly FileForecast[];
  /** The day that it is made for, yyyy-MM-dd. */
  readonly today: string;
  readonly started: number;
  readonly ended: number;
}

export function assembleReport(parts: ReportParts): Report {
  const { paths, options, rules, facts, outcomes, emission, journal, recording, forecast, shard } = parts;
  const faults = outcomes.flatMap((outcome): Fault[] => (outcome.fault ? [outcome.fault] : []));
  const incomplete = faults.length > 0 || facts.files.some((file) => file.unreadable !== undefined);
  const results = rules
    .map((rule) => overall(rule, [...emission.results, ...journal.results], outcomes))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const reports = facts.files.map((file) => reportOf(file, outcomes));
  const { groups, findings, baseline } = underBaseline(parts, results, reports);
  const count = (severity: Group['severity']): number =>
    sum(groups.filter((group) => group.severity === severity).map((group) => group.count));
  const judged = judge({
    options,
    groups,
    baseline,
    forecast,
    isShard: shard !== null,
    incomplete,
    // That a shard has no file of its own says nothing; whether there is any, `merge` knows.
    inconclusive: shard === null && outcomes.length + (recording?.exchanges ?? 0) === 0,
  });
  return {
    schemaVersion: REPORT_VERSION,
    tool: { name: 'cqube-conform', version: options.version },
    specs: { version: SPECS_VERSION, digest: specsDigest() },
    startedAt: new Date(parts.started).toISOString(),
    // The clock may have been set back meanwhile.
    durationMs: Math.max(0, parts.ended - parts.started),
    profile: options.profile.id,
    options: {
      failOn: options.failOn,
      only: options.only,
      skip: options.skip,
      source: options.source?.id ?? null,
      masters: options.masters.map(givenPath),
      today: parts.today,
      failOnLoss: options.failOnLoss && lossText(options.failOnLoss),
      forecastOnly: options.forecastOnly,
      overrides: options.overrides,
      columns: options.columns,
      variants: options.variants,
      expansion: options.expansion,
    },
    inputs: paths,
    shard,
    ...judged,
    summary: {
      files: facts.files.length,
      filesChecked: outcomes.filter((outcome) => outcome.report.verdict !== 'incomplete').length,
      sources: new Set(outcomes.map((outcome) => outcome.report.source)).size,
      sourcesKnown: sources.length,
      rows: sum(outcomes.map((outcome) => outcome.report.rows)),
      bytes: sum(outcomes.map((outcome) => outcome.report.uncompressedBytes)),
    },
    counts: { error: count('error'), warning: count('warning'), info: count('info') },
    files: reports,
    rules: results,
    groups,
    findings,
    baseline,
    recording,
    scenarios: null,
    emissionOrder: parts.emissionOrder,
    forecast,
    reportsFed: facts.wholeTree && shard === null ? reportsFed(forecast) : [],
    faults,
  };
}

/** Totals and samples of everything, with what the baseline lets pass marked. */
function underBaseline(
  { options, facts, outcomes, emission, journal, shard, today }: ReportParts,
  results: readonly RuleResult[],
  files: readonly FileReport[],
): Pick<Report, 'groups' | 'findings' | 'baseline'> {
  const { report, ...marked } = applyBaseline({
    groups: [...emission.totals, ...outcomes.flatMap((outcome) => outcome.totals), ...journal.totals],
    findings: [...emission.findings, ...outcomes.flatMap((outcome) => outcome.findings), ...journal.findings],
    baseline: options.baseline,
    today,
    isJudged: entryJudge({ results, files, wholeTree: facts.wholeTree && shard === null }),
  });
  return { ...marked, baseline: report };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Of a recording alone, the files that it speaks of. */
export const orderOf = (facts: EmissionFacts, traffic: Traffic | null): Report['emissionOrder'] =>
  emissionOrder(
    facts.files.length > 0 || traffic === null
      ? facts.files
      : traffic.files.map(({ name, match }) => ({ path: name, match })),
  );

/** null: there is no recording. */
export function recordingOf(traffic: Traffic | null): Report['recording'] {
  if (traffic === null) return null;
  const { kind, exchanges, files } = traffic;
  const uploads = exchanges.filter(({ step }) => step === 's3-post');
  return {
    kind,
    exchanges: exchanges.length,
    uploads: uploads.length,
    acknowledged: uploads.filter(isAcknowledged).length,
    files: files.length,
  };
}

/** One rule over all files. */
function overall(rule: Rule, emission: readonly RuleResult[], outcomes: readonly FileOutcome[]): RuleResult {
  const own = emission.find((result) => result.id === rule.id);
  if (own) return own;
  const results = outcomes.flatMap((outcome) =>
    outcome.report.rules.filter((result) => result.id === rule.id),
  );
  const has = (state: RuleResult['state']): boolean => results.some((result) => result.state === state);
  const order = ['fail', 'fault', 'pass', 'skipped'] as const;
  return {
    id: rule.id,
    state: order.find(has) ?? 'not-applicable',
    checked: sum(results.map((result) => result.checked)),
    findings: sum(results.map((result) => result.findings)),
  };
}

const reportOf = (file: EmissionFile, outcomes: readonly FileOutcome[]): FileReport =>
  outcomes.find((outcome) => outcome.report.path === file.path)?.report ?? {
    path: file.path,
    source: null,
    variant: null,
    matchedBy: null,
    bytes: file.bytes,
    member: null,
    uncompressedBytes: 0,
    rows: 0,
    verdict: file.unreadable === undefined ? 'not-checked' : 'incomplete',
    rules: [],
  };
