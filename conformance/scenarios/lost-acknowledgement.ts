import type { Scenario } from '../engine/scenario.js';
import { mustEnd, noFalseSuccess, sendsAgainOnce, shouldRecover } from './expectations.js';
import { emitsNoDependants } from './keeps-order.js';

export const lostAcknowledgement: Scenario = {
  name: 'lost-acknowledgement',
  summary: 'a file arrives, and its acknowledgement is lost',
  reason: 'The connection breaks after the last byte: the emitter cannot know that the file is there.',
  mend: 'Treat it as not acknowledged: look whether the object is there (POST /data/list_s3_files), or ask for a new upload URL and send it again.',
  plan: {
    version: 1,
    faults: [
      {
        name: 'acknowledgement lost',
        step: 'acknowledgement',
        occurrences: [2],
        action: { kind: 'lost-answer' },
      },
    ],
  },
  expects: [mustEnd, noFalseSuccess, emitsNoDependants, shouldRecover, sendsAgainOnce],
};
