import type { Scenario } from '../engine/scenario.js';
import { asksAgain, mustEnd, noFalseSuccess, shouldRecover } from './expectations.js';
import { emitsNoDependants } from './keeps-order.js';

export const slowDownOnce: Scenario = {
  name: 'slow-down-once',
  summary: 'storage asks once to slow down (503 SlowDown)',
  reason: 'S3 does so whenever a bucket gets many requests at once.',
  mend: 'Look at the status of every upload. After 5xx wait a moment, ask for a new upload URL, and try again.',
  plan: {
    version: 1,
    faults: [
      {
        name: 'SlowDown',
        step: 's3-post',
        occurrences: [2],
        action: {
          kind: 's3-error',
          status: 503,
          code: 'SlowDown',
          message: 'Please reduce your request rate.',
        },
      },
    ],
  },
  expects: [mustEnd, noFalseSuccess, emitsNoDependants, shouldRecover, asksAgain],
};
