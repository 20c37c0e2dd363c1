import type { Scenario } from '../engine/scenario.js';
import { givesUp, mustEnd, reportsFailure } from './expectations.js';

export const uploadUrl503ForEver: Scenario = {
  name: 'upload-url-503-for-ever',
  summary: 'no upload URL is to be had (503)',
  reason: 'The API is down for the night.',
  mend: 'Give up after some attempts, say which files are missing, and end with a status other than 0.',
  plan: {
    version: 1,
    faults: [
      {
        name: 'API down',
        step: 'upload-url',
        occurrences: 'all',
        action: { kind: 'status', status: 503 },
      },
    ],
  },
  expects: [mustEnd, reportsFailure, givesUp],
};
