import type { Scenario } from '../engine/scenario.js';
import { mustEnd, noFalseSuccess, sendsAgainOnce, shouldRecover } from './expectations.js';
import { emitsNoDependants } from './keeps-order.js';

export const uploadUrl500Once: Scenario = {
  name: 'upload-url-500-once',
  summary: 'one upload URL cannot be had at first (500)',
  reason: 'The API is restarted, or cannot reach storage for a moment.',
  mend: 'Try again after a pause that grows, a few times, before you give a file up; end with a status other than 0 if one is missing.',
  plan: {
    version: 1,
    faults: [
      {
        name: 'API fails once',
        step: 'upload-url',
        occurrences: [2],
        action: { kind: 'status', status: 500 },
      },
    ],
  },
  expects: [mustEnd, noFalseSuccess, emitsNoDependants, shouldRecover, sendsAgainOnce],
};
