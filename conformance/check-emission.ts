/** The check as a whole: folder in, report out. Nothing is printed and nothing exits here. */
import { defaultIngestion } from '../specs/ingestion/index.js';
import type { Report, Shard } from '../specs/report.js';
import type { DataSource, Field } from '../specs/source.js';
import { sources } from '../specs/sources/index.js';
import { assembleReport, orderOf, recordingOf } from './assemble-report.js';
import { withExtraColumns } from './extra-columns.js';
import type { FileJob, FileOptions, FileOutcome } from './check-file.js';
import type { Rule } from './engine/define-rule.js';
import type { EmissionFacts, EmissionFile } from './engine/emission-facts.js';
import { dropPart, partPath, withPart } from './finding-part.js';
import { forecastFiles } from './forecast-files.js';
import { dayOf } from './forecast/calendar-filters.js';
import { profileAt, withoutTurnedOff } from './engine/overrides.js';
import { readEmission } from './inputs/emission.js';
import { guessSource } from './inputs/guess-source.js';
import type { Recording } from './inputs/recording/read-recording.js';
import { judgeEmission, leaveEmission } from './judge-emission.js';
import { judgeTraffic, leaveTraffic, trafficFrom } from './judge-traffic.js';
import { mastersOf } from './masters/masters-of.js';
import { DEFAULTS } from './settings.js';
import type { Settings } from './settings.js';
import { shardFileOf } from './shard/shard-tree.js';
import { splitFiles } from './shard/split-files.js';
import { sweepSpillFolders } from './spill/spill-folder.js';
import { runJobs } from './threads/run-jobs.js';
import { rulesOf } from './wanted-rules.js';

/** The clock is the only thing that cannot be left out: `{ now: Date.now }`. */
export type CheckOptions = Partial<Settings> & Pick<Settings, 'now'>;

/**
 * Throws `InputError` where a path is no possible input, `FindingPartError` where findings cannot be kept, `RangeError`
 * for impossible memory; everything else is in the report.
 */
export async function checkEmission(paths: readonly string[], given: CheckOptions): Promise<Report> {
  const options: Settings = { ...DEFAULTS, ...given };
  if (!(options.memory >= 0)) throw new RangeError(`memory is a number of bytes, not ${options.memory}`);
  const started = options.now();
  sweepSpillFolders(options.tempDir);
  const rules = rulesOf(options);
  const time = { ingestion: defaultIngestion, today: options.today ?? dayOf(started) };
  const recording = await readRecording(options);
  const read = await readFacts(paths, options);
  const found = await findJobs(read, options.source);
  const listed = withGuesses(read, found);
  const isOwn = ownershipOf(listed, options.shard);
  const own = found.filter(({ file }) => isOwn(file.path));
  const masters = await mastersOf(own, found, listed, options);
  const outcomes = await checkFiles(own, rules, {
    ...options,
    time,
    masterKeys: masters.keys,
    memory: Math.max(0, options.memory - masters.bytes),
  }).finally(() => masters.close());
  const whole = withUnreadable(listed, outcomes);
  const traffic = recording && (await trafficFrom(recording, paths.length > 0 ? whole : null, null));
  const journal = withPart(options, outcomes.length + 1, (sink) =>
    isLeft(options) ? leaveTraffic(rules) : judgeTraffic(traffic, rules, options, sink),
  );
  const emission = withPart(options, 0, (sink) =>
    options.shard === null
      ? judgeEmission(
          whole,
          outcomes.map(({ report }) => report),
          rules,
          options,
          sink,
        )
      : leaveEmission(rules),
  );
  const ownFacts = { ...whole, files: whole.files.filter(({ path }) => isOwn(path)) };
  return assembleReport({
    paths,
    journal,
    options,
    rules,
    facts: ownFacts,
    outcomes,
    emission,
    recording: recordingOf(traffic),
    emissionOrder: orderOf(whole, traffic),
    forecast: forecastFiles(ownFacts, outcomes, time),
    today: time.today,
    shard: shardOf(whole, options),
    started,
    ended: options.now(),
  });
}

async function checkFiles(
  found: readonly FileJob[],
  rules: readonly Rule[],
  options: Settings & Pick<FileOptions, 'time' | 'masterKeys'>,
): Promise<readonly FileOutcome[]> {
  const jobs = found.map((job, index) => configuredJob(job, index, options));
  const outcomes = await runJobs(jobs, rules, options);
  for (const [index, { fault, report }] of outcomes.entries()) {
    const part = jobs[index]?.part;
    // A thread that broke down could not take its own away.
    if (fault !== null && report.verdict === 'incomplete' && part !== undefined) dropPart(part);
  }
  return outcomes.map(({ report, ...rest }) => ({
    ...rest,
    report: { ...report, rules: withoutTurnedOff(report.rules, options.overrides, report.path) },
  }));
}

/** The job as the settings have it: columns, variant and severities of its own, and where its findings go. */
export function configuredJob(job: FileJob, index: number, options: Settings): FileJob {
  const { showValues, findingsFolder, overrides, columns, profile } = options;
  const source = withExtraColumns(job.source, columns);
  const variant = Object.hasOwn(options.variants, source.id) ? options.variants[source.id] : undefined;
  return {
    ...job,
    source: showValues ? withValuesShown(source) : source,
    ...(variant !== undefined && { variant }),
    ...(overrides.length > 0 && { profile: profileAt(profile, overrides, job.file.path) }),
    ...(findingsFolder !== null && { part: partPath(findingsFolder, index + 1) }),
  };
}

/** The recording is for the first shard; what the others would say of it would be said twice. */
const isLeft = ({ recording, shard }: Settings): boolean =>
  recording !== null && shard !== null && shard.index > 1;

/** Whether a path is for this run to check. */
function ownershipOf(facts: EmissionFacts, shard: Settings['shard']): (path: string) => boolean {
  if (shard === null) return () => true;
  const shards = splitFiles(facts, shard.count);
  return (path) => shards.get(path) === shard.index;
}

function shardOf({ files, wholeTree, asked }: EmissionFacts, options: Settings): Shard | null {
  const { shard, samples, showValues, recording, baseline } = options;
  if (shard === null) return null;
  return {
    index: shard.index,
    count: shard.count,
    samples,
    asked,
    showValues,
    recording: recording?.kind ?? null,
    wholeTree,
    baseline,
    tree: files.map(shardFileOf),
  };
}

const readRecording = async (options: Settings): Promise<Recording | null> => {
  const { recording } = options;
  if (recording === null || isLeft(options)) return null;
  const { readEmissionLog, readJournal } = await import('./inputs/recording/read-recording.js');
  return recording.kind === 'journal' ? readJournal(recording.path) : readEmissionLog(recording.path);
};

/** A recording may be judged alone; then no folder is looked at. */
export async function readFacts(paths: readonly string[], options: Settings): Promise<EmissionFacts> {
  if (paths.length === 0 && options.recording !== null)
    return { files: [], sources, wholeTree: false, asked: options.asked };
  const read = await readEmission(paths, {
    sources,
    asked: options.asked,
    forcedSource: options.source,
  });
  return read.facts;
}

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
export async function findJobs(facts: EmissionFacts, forced: DataSource | null): Promise<FileJob[]> {
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

/** A file told by its header is matched. */
export function withGuesses(facts: EmissionFacts, jobs: readonly FileJob[]): EmissionFacts {
  const guesses = new Map(
    jobs.filter(({ matchedBy }) => matchedBy === 'header').map(({ file, source }) => [file.path, source]),
  );
  const files = facts.files.map((file): EmissionFile => {
    const source = guesses.get(file.path);
    return source === undefined ? file : { ...file, match: { kind: 'source', source } };
  });
  return { ...facts, files };
}

/** What turned out to be unreadable joins what the folder walk could not open. */
function withUnreadable(facts: EmissionFacts, outcomes: readonly FileOutcome[]): EmissionFacts {
  const reasons = new Map(outcomes.map(({ report, unreadable }) => [report.path, unreadable]));
  const files = facts.files.map((file): EmissionFile => {
    const unreadable = reasons.get(file.path);
    return unreadable ? { ...file, unreadable } : file;
  });
  return { ...facts, files };
}
