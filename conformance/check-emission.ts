/** The check as a whole: folder in, report out. Nothing is printed and nothing exits here. */
import { defaultProfile } from '../specs/profiles/index.js';
import type { Profile } from '../specs/profiles/profile.js';
import { REPORT_VERSION } from '../specs/report.js';
import type { Fault, FileReport, Finding, Report, RuleResult, Total, Verdict } from '../specs/report.js';
import type { DataSource, Field } from '../specs/source.js';
import { sources } from '../specs/sources/index.js';
import { checkFile } from './check-file.js';
import type { FileJob, FileOutcome } from './check-file.js';
import type { ArchiveRule, EmissionRule, Rule, TableRule } from './engine/define-rule.js';
import type { EmissionFacts, EmissionFile } from './engine/emission-facts.js';
import { emissionOrder } from './engine/emission-order.js';
import { DEFAULT_SAMPLES, Findings } from './engine/findings.js';
import { severityOf } from './engine/severity.js';
import { readEmission } from './inputs/emission.js';
import { guessSource } from './inputs/guess-source.js';
import { rules as allRules } from './rules/index.js';

export type FailOn = Report['options']['failOn'];

interface Settings {
  readonly profile: Profile;
  readonly failOn: FailOn;
  /** Rule id prefixes; empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** Reads the named files as this source, whatever their names. */
  readonly source: DataSource | null;
  /** Ids of sources that must be there. */
  readonly asked: readonly string[];
  /** Personal numbers (Aadhaar) are shown; otherwise only their length is. */
  readonly showValues: boolean;
  /** Samples kept for each rule, column and severity of a file. */
  readonly samples: number;
  /** Version of the tool, as the report names it. */
  readonly version: string;
  /** The moment now, in milliseconds since 1970; injected, so that a report can be repeated. */
  readonly now: () => number;
  readonly onProgress?: (progress: Progress) => void;
}

/** The clock is the only thing that cannot be left out: `{ now: Date.now }`. */
export type CheckOptions = Partial<Settings> & Pick<Settings, 'now'>;

const DEFAULTS: Omit<Settings, 'now'> = {
  profile: defaultProfile,
  failOn: 'error',
  only: [],
  skip: [],
  source: null,
  asked: [],
  showValues: false,
  samples: DEFAULT_SAMPLES,
  version: '',
};

/** Told while a check runs. */
export interface Progress {
  readonly path: string;
  readonly file: number;
  readonly files: number;
  /** Bytes of the CSV read so far. */
  readonly bytes: number;
}

/** Throws `InputError` where a path is no possible input; everything else is in the report. */
export async function checkEmission(paths: readonly string[], given: CheckOptions): Promise<Report> {
  const options: Settings = { ...DEFAULTS, ...given };
  const started = options.now();
  const rules = allRules.filter((rule) => isWanted(rule.id, options));
  const { facts } = await readEmission(paths, {
    sources,
    asked: options.asked,
    forcedSource: options.source,
  });
  const found = await findJobs(facts, options.source);
  const jobs = options.showValues
    ? found.map((job) => ({ ...job, source: withValuesShown(job.source) }))
    : found;
  const outcomes: FileOutcome[] = [];
  for (const job of jobs) {
    const progress = (bytes: number): void =>
      options.onProgress?.({ path: job.file.path, file: outcomes.length + 1, files: jobs.length, bytes });
    progress(0);
    outcomes.push(await checkFile(job, fileOptions(rules, options, progress)));
  }
  const seen = withUnreadable(facts, outcomes);
  const emission = judgeEmission(seen, rules, options);
  return assemble({ paths, options, rules, facts: seen, outcomes, emission, started, ended: options.now() });
}

const isWanted = (id: string, { only, skip }: Pick<Settings, 'only' | 'skip'>): boolean =>
  (only.length === 0 || only.some((prefix) => id.startsWith(prefix))) &&
  !skip.some((prefix) => id.startsWith(prefix));

const fileOptions = (rules: readonly Rule[], options: Settings, onBytes: (bytes: number) => void) => ({
  profile: options.profile,
  archiveRules: rules.filter((rule): rule is ArchiveRule => rule.scope === 'archive'),
  tableRules: rules.filter((rule): rule is TableRule => rule.scope === 'table'),
  variant: null,
  samples: options.samples,
  onBytes,
});

/** The source with nothing to hide. */
function withValuesShown(source: DataSource): DataSource {
  const show = (fields: readonly Field[]): readonly Field[] =>
    fields.map(({ sensitive: _sensitive, ...field }) => field);
  return {
    ...source,
    fields: show(source.fields),
    variants: source.variants.map((variant) => ({ ...variant, fields: show(variant.fields) })),
  };
}

/** The files that can be checked: those of a known source, and a single named one that its header gives away. */
async function findJobs(facts: EmissionFacts, forced: DataSource | null): Promise<FileJob[]> {
  const jobs: FileJob[] = [];
  for (const file of facts.files) {
    if (file.unreadable !== undefined || file.notRead !== undefined) continue;
    const source = 'source' in file.match ? file.match.source : null;
    if (source) jobs.push({ file, source, matchedBy: forced ? 'option' : 'name' });
    else if (!facts.wholeTree && file.match.kind === 'unknown-file') {
      const guess = await guessSource(file);
      if (guess) jobs.push({ file, source: guess, matchedBy: 'header' });
    }
  }
  return jobs;
}

/** What turned out to be unreadable joins what the folder walk could not open; a file told by its header is matched. */
function withUnreadable(facts: EmissionFacts, outcomes: readonly FileOutcome[]): EmissionFacts {
  const byPath = new Map(outcomes.map((outcome) => [outcome.report.path, outcome]));
  const files = facts.files.map((file): EmissionFile => {
    const found = byPath.get(file.path);
    const source =
      found?.report.matchedBy === 'header' ? sources.find(({ id }) => id === found.report.source) : undefined;
    return {
      ...file,
      ...(source && { match: { kind: 'source', source } as const }),
      ...(found?.unreadable && { unreadable: found.unreadable }),
    };
  });
  return { ...facts, files };
}

interface EmissionJudgement {
  readonly findings: readonly Finding[];
  readonly totals: readonly Total[];
  readonly results: readonly RuleResult[];
}

function judgeEmission(facts: EmissionFacts, rules: readonly Rule[], options: Settings): EmissionJudgement {
  const findings = new Findings(options.samples);
  const judged = rules.filter((rule): rule is EmissionRule => rule.scope === 'emission');
  for (const rule of judged) {
    rule.check(facts, (details, held = [], place = {}) => {
      const path = place.path ?? '';
      const severity = severityOf(options.profile, rule.id, (fact) => held.includes(fact));
      findings.group(rule, severity, path)?.add(() => ({ details, where: { ...place, path } }));
    });
  }
  const results = judged.map((rule): RuleResult => {
    const checked = rule.counts(facts);
    const count = findings.count(rule.id);
    const status = count > 0 ? 'fail' : checked > 0 ? 'pass' : 'not-applicable';
    return { rule: rule.id, status, checked, findings: count };
  });
  return { ...findings.collected(), results };
}

interface Parts {
  readonly paths: readonly string[];
  readonly options: Settings;
  readonly rules: readonly Rule[];
  readonly facts: EmissionFacts;
  readonly outcomes: readonly FileOutcome[];
  readonly emission: EmissionJudgement;
  readonly started: number;
  readonly ended: number;
}

function assemble(parts: Parts): Report {
  const { paths, options, rules, facts, outcomes, emission } = parts;
  const totals = [...emission.totals, ...outcomes.flatMap((outcome) => outcome.totals)];
  const faults = outcomes.flatMap((outcome): Fault[] => (outcome.fault ? [outcome.fault] : []));
  const incomplete = faults.length > 0 || facts.files.some((file) => file.unreadable !== undefined);
  const results = rules.map((rule) => overall(rule, emission.results, outcomes));
  const reports = facts.files.map((file) => reportOf(file, outcomes));
  const count = (severity: Total['severity']): number =>
    sum(totals.filter((t) => t.severity === severity).map((t) => t.count));
  const exitCode = exitCodeOf({ incomplete, totals, failOn: options.failOn, checked: outcomes.length });
  return {
    reportVersion: REPORT_VERSION,
    tool: { name: 'cqube-conform', version: options.version },
    startedAt: new Date(parts.started).toISOString(),
    // The clock may have been set back meanwhile.
    durationMs: Math.max(0, parts.ended - parts.started),
    profile: { id: options.profile.id, title: options.profile.title },
    options: {
      failOn: options.failOn,
      only: options.only,
      skip: options.skip,
      source: options.source?.id ?? null,
    },
    inputs: paths,
    verdict: VERDICTS[exitCode],
    exitCode,
    summary: {
      files: facts.files.length,
      filesChecked: outcomes.filter((outcome) => outcome.report.verdict !== 'incomplete').length,
      sources: new Set(outcomes.map((outcome) => outcome.report.source)).size,
      sourcesKnown: sources.length,
      rows: sum(outcomes.map((outcome) => outcome.report.rows)),
      bytes: sum(outcomes.map((outcome) => outcome.report.memberBytes)),
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
    },
    files: reports,
    rules: results,
    totals,
    findings: [...emission.findings, ...outcomes.flatMap((outcome) => outcome.findings)],
    emissionOrder: emissionOrder(facts.files),
    faults,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const VERDICTS: Readonly<Record<Report['exitCode'], Verdict>> = {
  0: 'conformant',
  1: 'not-conformant',
  3: 'incomplete',
  4: 'inconclusive',
};

const RANK = { error: 3, warning: 2, info: 1 } as const;

interface Outcome {
  readonly incomplete: boolean;
  readonly totals: readonly Total[];
  readonly failOn: FailOn;
  /** Files that were looked into. */
  readonly checked: number;
}

/** When several hold: 3, 1, 4. (2, a usage error, never gets as far as a report.) */
function exitCodeOf({ incomplete, totals, failOn, checked }: Outcome): Report['exitCode'] {
  if (incomplete) return 3;
  if (failOn !== 'never' && totals.some((total) => RANK[total.severity] >= RANK[failOn])) return 1;
  return checked === 0 ? 4 : 0;
}

/** One rule over all files. */
function overall(rule: Rule, emission: readonly RuleResult[], outcomes: readonly FileOutcome[]): RuleResult {
  const own = emission.find((result) => result.rule === rule.id);
  if (own) return own;
  const results = outcomes.flatMap((outcome) =>
    outcome.report.rules.filter((result) => result.rule === rule.id),
  );
  const has = (status: RuleResult['status']): boolean => results.some((result) => result.status === status);
  const order = ['fail', 'fault', 'pass', 'skipped'] as const;
  return {
    rule: rule.id,
    status: order.find(has) ?? 'not-applicable',
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
    memberBytes: 0,
    rows: 0,
    verdict: file.unreadable === undefined ? 'not-checked' : 'incomplete',
    rules: [],
  };
