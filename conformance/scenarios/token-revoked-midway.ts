import type { Scenario } from '../engine/scenario.js';
import { mustEnd, noFalseSuccess, reportsFailure, stopsWhenRefused } from './expectations.js';
import { emitsNoDependants } from './keeps-order.js';

export const tokenRevokedMidway: Scenario = {
  name: 'token-revoked-midway',
  summary: 'the token is revoked after the third upload URL',
  reason: 'An admin makes a new token while an emission is under way.',
  mend: 'Look at the status of every answer, not only of the first; after 401 stop, and end with a status other than 0.',
  plan: {
    version: 1,
    faults: [
      { name: 'token revoked', step: 'upload-url', occurrences: [4], action: { kind: 'revoke-token' } },
    ],
  },
  expects: [mustEnd, reportsFailure, noFalseSuccess, emitsNoDependants, stopsWhenRefused],
};
