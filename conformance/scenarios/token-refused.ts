import type { Scenario } from '../engine/scenario.js';
import { mustEnd, reportsFailure, stopsWhenRefused } from './expectations.js';

export const tokenRefused: Scenario = {
  name: 'token-refused',
  summary: 'the token is refused from the start (401)',
  reason: 'A token of another installation, or one that an admin has revoked.',
  mend: 'Look at the status of every answer of the API; after 401 say so, stop, and end with a status other than 0.',
  plan: {
    version: 1,
    faults: [{ name: 'token revoked', step: 'route', action: { kind: 'revoke-token' } }],
  },
  expects: [mustEnd, reportsFailure, stopsWhenRefused],
};
