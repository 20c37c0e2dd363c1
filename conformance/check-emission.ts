/** The check as a whole: folder in, report out. Nothing is printed and nothing exits here. */
import type { Report, RuleResult } from '../specs/report.js';
import type { DataSource, Field } from '../specs/source.js';
import { sources } from '../specs/sources/index.js';
import { assembleReport } from './assemble-report.js';
import type { EmissionJudgement } from './assemble-report.js';
import { checkFile } from './check-file.js';
import type { FileJob, FileOutcome } from './check-file.js';
import type { ArchiveRule, EmissionRule, Rule, TableRule } from './engine/define-rule.js';
import type { EmissionFacts, EmissionFile } from './engine/emission-facts.js';
import { Findings } from './engine/findings.js';
import { severityOf } from './engine/severity.js';
import { readEmission } from './inputs/emission.js';
import { guessSource } from './inputs/guess-source.js';
import { readEmissionLog, readJournal } from './inputs/recording/read-recording.js';
import type { Recording } from './inputs/recording/read-recording.js';
import { judgeTraffic, trafficFrom } from './judge-traffic.js';
import { rules as allRules } from './rules/index.js';
import { DEFAULTS } from './settings.js';
import type { Settings } from './settings.js';
import { sweepSpillFolders } from './spill/spill-folder.js';

/** The clock is the only thing that cannot be left out: `{ now: Date.now }`. */
export type CheckOptions = Partial<Settings> & Pick<Settings, 'now'>;

/** Throws `InputError` where a path is no possible input, `RangeError` for impossible memory; the rest is in the report. */
export async function checkEmission(paths: readonly string[], given: CheckOptions): Promise<Report> {
  const options: Settings = { ...DEFAULTS, ...given };
  if (!(options.memory >= 0)) throw new RangeError(`memory is a number of bytes, not ${options.memory}`);
  const started = options.now();
  sweepSpillFolders(options.tempDir);
  const rules = allRules.filter((rule) => isWanted(rule.id, options));
  const recording = await readRecording(options);
  const facts = await readFacts(paths, options);
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
  const traffic = recording && (await trafficFrom(recording, paths.length > 0 ? seen : null, null));
  const journal = judgeTraffic(traffic, rules, options);
  const emission = judgeEmission(seen, rules, options);
  return assembleReport({
    paths,
    traffic,
    journal,
    options,
    rules,
    facts: seen,
    outcomes,
    emission,
    started,
    ended: options.now(),
  });
}

const readRecording = async ({ recording }: Settings): Promise<Recording | null> => {
  if (recording === null) return null;
  return recording.kind === 'journal' ? readJournal(recording.path) : readEmissionLog(recording.path);
};

/** A recording may be judged alone; then no folder is looked at. */
async function readFacts(paths: readonly string[], options: Settings): Promise<EmissionFacts> {
  if (paths.length === 0 && options.recording !== null)
    return { files: [], sources, wholeTree: false, asked: options.asked };
  const read = await readEmission(paths, {
    sources,
    asked: options.asked,
    forcedSource: options.source,
  });
  return read.facts;
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
  indexes: { bytes: options.memory, tempDir: options.tempDir },
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
    const state = count > 0 ? 'fail' : checked > 0 ? 'pass' : 'not-applicable';
    return { id: rule.id, state, checked, findings: count };
  });
  return { ...findings.collected(), results };
}
