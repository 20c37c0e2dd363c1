import type { Scenario } from '../engine/scenario.js';
import { mustEmitAll, mustEnd, sendsAgainOnce } from './expectations.js';
import { waitsForAcknowledgement } from './keeps-order.js';

export const slowUpload: Scenario = {
  name: 'slow-upload',
  summary: 'uploads are acknowledged most of a second late',
  reason: 'Large files over poor networks: the bytes are away long before storage says yes.',
  mend: 'Wait for the answer of each upload before anything that depends on it begins; an upload is done when it is acknowledged, not when it is sent.',
  plan: {
    version: 1,
    faults: [
      {
        name: 'slow acknowledgement',
        step: 'acknowledgement',
        occurrences: { from: 1, to: 3 },
        action: { kind: 'delay', milliseconds: 800 },
      },
    ],
  },
  expects: [mustEnd, mustEmitAll, waitsForAcknowledgement, sendsAgainOnce],
};
