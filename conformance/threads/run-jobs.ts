/**
 * Checks the files of an emission, several at once where that pays: one thread a core, each with inflating beside it.
 * Outcomes come in the order of the jobs, whatever ran where.
 */
import { availableParallelism } from 'node:os';
import { checkFile } from '../check-file.js';
import type { FileJob, FileOptions, FileOutcome } from '../check-file.js';
import type { Rule } from '../engine/define-rule.js';
import type { Settings } from '../settings.js';
import { fileOptions } from './file-options.js';

/** Bytes of CSV that are worth a thread: less is checked while one starts. */
const WORTH_A_THREAD = 128e6;
/** How much a CSV usually grows out of its zip. */
const EXPANSION = 10;

/** Bytes of CSV below which opening a file takes longer than judging it: the next ones are opened meanwhile. */
const SMALL = 256e3;
const SMALL_AT_ONCE = 4;

/** Bytes of CSV to be expected of a file. */
const workOf = ({ file }: FileJob): number =>
  file.path.toLowerCase().endsWith('.csv') ? file.bytes : file.bytes * EXPANSION;

const isSmall = (job: FileJob): boolean => workOf(job) < SMALL;

/** How many threads check the files, by what there is to do; 1: none but this one. */
export function threadsFor(jobs: readonly FileJob[], most: number): number {
  const work = jobs.reduce((sum, job) => sum + workOf(job), 0);
  return Math.max(1, Math.min(most, jobs.length, Math.floor(work / WORTH_A_THREAD)));
}

type RunSettings = Settings & Pick<FileOptions, 'time' | 'masterKeys'>;

/** Never rejects for what a file is or does: that is in its outcome. */
export function runJobs(
  jobs: readonly FileJob[],
  rules: readonly Rule[],
  settings: RunSettings,
): Promise<readonly FileOutcome[]> {
  const threads = threadsFor(jobs, settings.jobs ?? availableParallelism());
  return threads > 1 && canStartThreads
    ? inThreads(jobs, rules, settings, threads)
    : inTurn(jobs, rules, settings);
}

/** Run from its TypeScript sources, there is no JavaScript that a thread could start with. */
const canStartThreads = /\.m?js$/.test(import.meta.url);

async function inTurn(
  jobs: readonly FileJob[],
  rules: readonly Rule[],
  settings: RunSettings,
): Promise<readonly FileOutcome[]> {
  const options = fileOptions(rules, settings);
  const outcomes = new Map<FileJob, FileOutcome>();
  let started = 0;
  const check = async (job: FileJob): Promise<void> => {
    const number = ++started;
    const onBytes = (bytes: number): void =>
      settings.onProgress?.({ path: job.file.path, file: number, files: jobs.length, bytes });
    onBytes(0);
    outcomes.set(job, await checkFile(job, { ...options, onBytes }));
  };
  const waiting = jobs.filter(isSmall).values();
  const lane = async (): Promise<void> => {
    for (const job of waiting) await check(job);
  };
  await Promise.all(Array.from({ length: SMALL_AT_ONCE }, lane));
  for (const job of jobs) if (!isSmall(job)) await check(job);
  return jobs.flatMap((job) => outcomes.get(job) ?? []);
}

async function inThreads(
  jobs: readonly FileJob[],
  rules: readonly Rule[],
  settings: RunSettings,
  threads: number,
): Promise<readonly FileOutcome[]> {
  const { checkInThreads } = await import('./thread-pool.js');
  const { memory, onProgress } = settings;
  const largestFirst = jobs.map((_, index) => index);
  largestFirst.sort((one, other) => workAt(jobs, other) - workAt(jobs, one));
  return checkInThreads({
    entry: new URL('./file-thread.js', import.meta.url),
    threads,
    jobs,
    order: largestFirst,
    rules,
    // What the run may take is shared among the files that are checked at once.
    settings: { ...settings, memory: Math.floor(memory / threads) },
    onProgress: (job, started, bytes) =>
      onProgress?.({ path: job.file.path, file: started, files: jobs.length, bytes }),
  });
}

function workAt(jobs: readonly FileJob[], index: number): number {
  const job = jobs[index];
  return job ? workOf(job) : 0;
}
