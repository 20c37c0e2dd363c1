/** Start of the thread that checks for a server: it answers each order, whatever comes of it. */
import { parentPort } from 'node:worker_threads';
import { ioReason } from '../../conformance/inputs/io-reason.js';
import type { CheckAnswer, CheckOrder } from './check-messages.js';
import { checkHere } from './run-check.js';

const check = checkHere(Date.now);
const answer = (message: CheckAnswer): void => parentPort?.postMessage(message, []);

parentPort?.on('message', ({ id, request }: CheckOrder) => {
  check(request).then(
    (report) => answer({ id, report }),
    (error: unknown) => answer({ id, reason: ioReason(error) }),
  );
});
