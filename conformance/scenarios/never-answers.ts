import type { Scenario } from '../engine/scenario.js';
import { noFalseSuccess, shouldEnd } from './expectations.js';
import { emitsNoDependants } from './keeps-order.js';

export const neverAnswers: Scenario = {
  name: 'never-answers',
  summary: 'cQube takes a connection and never answers',
  reason:
    'A server that hangs, a firewall that drops packets: without a time-out the job hangs until somebody looks.',
  mend: 'Set time-outs for connecting and for answers (most HTTP libraries have none by default), try again, and end with a status other than 0.',
  plan: {
    version: 1,
    faults: [
      {
        name: 'no answer',
        step: 'upload-url',
        occurrences: { from: 2 },
        action: { kind: 'delay', milliseconds: null },
      },
    ],
  },
  expects: [noFalseSuccess, emitsNoDependants, shouldEnd],
};
