import type { Scenario } from '../engine/scenario.js';
import { asksAgain, mustEnd, noFalseSuccess, shouldRecover } from './expectations.js';
import { emitsNoDependants } from './keeps-order.js';

export const uploadReset: Scenario = {
  name: 'upload-reset',
  summary: 'the connection is reset in the middle of an upload',
  reason: 'Poor networks, and proxies with limits of their own.',
  mend: 'Catch connection errors, ask for a new upload URL, and send the whole file again.',
  plan: {
    version: 1,
    faults: [
      {
        name: 'reset in the body',
        step: 's3-post',
        occurrences: [2],
        action: { kind: 'reset', afterBytes: 500 },
      },
    ],
  },
  expects: [mustEnd, noFalseSuccess, emitsNoDependants, shouldRecover, asksAgain],
};
