import type { Scenario } from '../engine/scenario.js';
import { asksAgain, mustEnd, noFalseSuccess, shouldRecover } from './expectations.js';
import { emitsNoDependants } from './keeps-order.js';

export const expiredUrl: Scenario = {
  name: 'expired-url',
  summary: 'an upload URL has expired when it is used (403)',
  reason: 'URLs are valid for an hour; asked for all at once, the last ones are used too late.',
  mend: 'Look at the status of every upload. After 403 ask for a new upload URL and try again.',
  plan: {
    version: 1,
    faults: [{ name: 'URL expired', step: 's3-post', occurrences: [2], action: { kind: 'expired-url' } }],
  },
  expects: [mustEnd, noFalseSuccess, emitsNoDependants, shouldRecover, asksAgain],
};
