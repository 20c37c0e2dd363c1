import type { Scenario } from '../engine/scenario.js';
import { mustEmitAll, mustEnd, sendsAgainOnce } from './expectations.js';
import { waitsForAcknowledgement } from './keeps-order.js';

export const slowApi: Scenario = {
  name: 'slow-api',
  summary: 'each upload URL takes most of a second',
  reason: 'The API runs on a small machine beside the ingestion, and answers slowly while that works.',
  mend: 'Give the API at least 30 seconds before you take it for dead, and do not ask twice meanwhile.',
  plan: {
    version: 1,
    faults: [
      {
        name: 'slow API',
        step: 'upload-url',
        occurrences: { from: 1, to: 3 },
        action: { kind: 'delay', milliseconds: 800 },
      },
    ],
  },
  expects: [mustEnd, mustEmitAll, waitsForAcknowledgement, sendsAgainOnce],
};
