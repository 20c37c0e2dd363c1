import type { Scenario } from '../engine/scenario.js';
import { mustEmitAll, mustEnd } from './expectations.js';

export const status200: Scenario = {
  name: 'status-200',
  summary: 'storage acknowledges uploads with 200 instead of 204',
  reason: 'S3 answers 204 unless asked otherwise; stores that speak its language answer 200 or 201.',
  mend: 'Take any status from 200 to 299 for an acknowledgement.',
  plan: {
    version: 1,
    faults: [
      {
        name: '200 for 204',
        step: 'acknowledgement',
        occurrences: 'all',
        action: { kind: 'answer-status', status: 200 },
      },
    ],
  },
  expects: [mustEnd, mustEmitAll],
};
