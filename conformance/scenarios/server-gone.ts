import type { Scenario } from '../engine/scenario.js';
import { mustEnd, noFalseSuccess, reportsFailure } from './expectations.js';
import { emitsNoDependants } from './keeps-order.js';

export const serverGone: Scenario = {
  name: 'server-gone',
  summary: 'cQube is gone after the third upload URL',
  reason: 'A power cut, a restart, a network that is switched off in the evening.',
  mend: 'Catch connection errors, give up after some attempts, say which files are missing, and end with a status other than 0.',
  plan: {
    version: 1,
    faults: [{ name: 'server gone', step: 'upload-url', occurrences: [4], action: { kind: 'server-gone' } }],
  },
  expects: [mustEnd, reportsFailure, noFalseSuccess, emitsNoDependants],
};
