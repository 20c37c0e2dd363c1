/** Sends files to threads. A thread that breaks down costs the file that it had, and another takes its place. */
import { Worker } from 'node:worker_threads';
import { faultOutcome } from '../check-file.js';
import type { FileJob, FileOutcome } from '../check-file.js';
import type { Rule } from '../engine/define-rule.js';
import { fileOptions } from './file-options.js';
import type { FileSettings } from './file-options.js';
import type { Answer, ThreadData } from './thread-messages.js';

export interface ThreadPlan {
  /** JavaScript that a thread starts with. */
  readonly entry: URL;
  readonly threads: number;
  readonly jobs: readonly FileJob[];
  /** Indexes of the jobs, in the order in which they are begun. */
  readonly order: readonly number[];
  readonly rules: readonly Rule[];
  /** For the check of one file. */
  readonly settings: FileSettings;
  /** `started`: how many files were begun so far. */
  readonly onProgress: (job: FileJob, started: number, bytes: number) => void;
}

/** Outcomes in the order of the jobs. Never rejects for what becomes of a thread. */
export async function checkInThreads(plan: ThreadPlan): Promise<readonly FileOutcome[]> {
  const { jobs, order, rules, settings, onProgress } = plan;
  const data: ThreadData = { settings: dataOf(settings), ruleIds: rules.map(({ id }) => id) };
  const outcomes = new Map<number, FileOutcome>();
  const waiting = order.values();
  let started = 0;
  const lane = async (): Promise<void> => {
    let thread: FileThread | null = null;
    try {
      for (const index of waiting) {
        const job = jobs[index];
        if (!job) continue;
        const number = ++started;
        thread ??= new FileThread(plan.entry, data);
        onProgress(job, number, 0);
        const found = await thread.check(job, (bytes) => onProgress(job, started, bytes));
        outcomes.set(index, found instanceof Breakdown ? brokenOutcome(job, rules, settings, found) : found);
        if (found instanceof Breakdown) {
          await thread.stop();
          thread = null;
        }
      }
    } finally {
      await thread?.stop();
    }
  };
  await Promise.all(Array.from({ length: plan.threads }, lane));
  return jobs.flatMap((_, index) => outcomes.get(index) ?? []);
}

/** Nothing but data can go to a thread; there may be more in what was given. */
const dataOf = ({
  profile,
  samples,
  memory,
  tempDir,
  expansion,
  time,
  masterKeys,
}: FileSettings): FileSettings => ({
  profile,
  samples,
  memory,
  tempDir,
  expansion,
  time,
  masterKeys,
});

const brokenOutcome = (
  job: FileJob,
  rules: readonly Rule[],
  settings: FileSettings,
  { reason }: Breakdown,
): FileOutcome =>
  faultOutcome(job, fileOptions(rules, settings), {
    path: job.file.path,
    message: `cqube-conform failed on this file: ${reason}`,
    mend: 'Check this file alone, with --jobs 1. If it fails again, it is a defect of cqube-conform: please report it.',
  });

/** The thread is no more, and has not answered. */
class Breakdown {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

class FileThread {
  readonly #worker: Worker;
  #onAnswer: (answer: Answer | Breakdown) => void = () => undefined;

  constructor(entry: URL, workerData: ThreadData) {
    this.#worker = new Worker(entry, { workerData });
    this.#worker.on('message', (answer: Answer) => this.#onAnswer(answer));
    this.#worker.on('error', (error) => this.#onAnswer(new Breakdown(`${error.name}: ${error.message}`)));
    this.#worker.on('messageerror', (error) => this.#onAnswer(new Breakdown(error.message)));
    this.#worker.on('exit', (code) => this.#onAnswer(new Breakdown(`its thread ended (code ${code})`)));
  }

  /** One file at a time. */
  check(job: FileJob, onBytes: (bytes: number) => void): Promise<FileOutcome | Breakdown> {
    return new Promise((resolve) => {
      this.#onAnswer = (answer) => {
        if (answer instanceof Breakdown) resolve(answer);
        else if (answer.kind === 'done') resolve(answer.outcome);
        else onBytes(answer.bytes);
      };
      try {
        this.#worker.postMessage(job, []);
      } catch (error) {
        resolve(new Breakdown(String(error)));
      }
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
