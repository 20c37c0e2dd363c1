/**
 * Checks on a thread of their own: a large file is read for seconds, and emitters would wait meanwhile for a server that
 * checks it between two of its answers. The thread starts with the first check and stays; one that breaks down costs the
 * checks that it had, and the next one starts another.
 */
import { Worker } from 'node:worker_threads';
import { UnjudgedError } from '../../server/arrivals/judge.js';
import type { Report } from '../../specs/report.js';
import type { CheckAnswer, CheckOrder } from './check-messages.js';
import type { RunCheck } from './run-check.js';

export interface CheckingThread {
  /** Rejects with `UnjudgedError`. */
  readonly check: RunCheck;
  /** Ends it; what it has not answered is rejected, and so is whatever is asked afterwards. Never rejects. */
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (report: Report) => void;
  readonly reject: (error: Error) => void;
}

interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** `entry`: JavaScript that a thread starts with. */
export function createCheckingThread(entry: URL): CheckingThread {
  let running: Running | null = null;
  let closed = false;
  let lastId = 0;
  const begin = (): Running => {
    const begun = start(entry, () => {
      if (running === begun) running = null;
    });
    return begun;
  };
  return {
    check: (request) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new UnjudgedError('the server is being closed: start it again'));
        running ??= begin();
        const order: CheckOrder = { id: ++lastId, request };
        running.waiting.set(order.id, { resolve, reject });
        running.worker.postMessage(order, []);
      }),
    close: async () => {
      closed = true;
      await running?.worker.terminate();
    },
  };
}

const brokenOff = (reason: string): UnjudgedError =>
  new UnjudgedError(`the check did not come to its end: ${reason}`);

/** `onEnd`: it takes no more orders. */
function start(entry: URL, onEnd: () => void): Running {
  const worker = new Worker(entry);
  const waiting = new Map<number, Waiting>();
  const end = (reason: string): void => {
    onEnd();
    for (const { reject } of waiting.values()) reject(brokenOff(reason));
    waiting.clear();
  };
  worker.on('message', (answer: CheckAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('report' in answer) asked?.resolve(answer.report);
    else asked?.reject(brokenOff(answer.reason));
  });
  worker.on('error', (error) => end(`its thread broke down (${error.name}: ${error.message})`));
  worker.on('exit', (code) => end(`its thread ended (code ${code})`));
  return { worker, waiting };
}
