/** Start of a thread that checks files, one after the other, as `checkInThreads` sends them. */
import { parentPort, workerData } from 'node:worker_threads';
import { checkFile } from '../check-file.js';
import { rules as allRules } from '../rules/index.js';
import { fileOptions } from './file-options.js';
import type { Answer, Order, ThreadData } from './thread-messages.js';

/** Bytes between two reports of progress. */
const REPORT_BYTES = 8 << 20;

const { settings, ruleIds } = workerData as ThreadData;
const options = fileOptions(
  allRules.filter(({ id }) => ruleIds.includes(id)),
  settings,
);
const answer = (message: Answer): void => parentPort?.postMessage(message, []);

async function check(job: Order): Promise<void> {
  let next = REPORT_BYTES;
  const onBytes = (bytes: number): void => {
    if (bytes < next) return;
    next = bytes + REPORT_BYTES;
    answer({ kind: 'bytes', bytes });
  };
  answer({ kind: 'done', outcome: await checkFile(job, { ...options, onBytes }) });
}

parentPort?.on('message', (job: Order) => void check(job));
