import type { Scenario } from '../engine/scenario.js';
import { mustEnd, noFalseSuccess, shouldRecover } from './expectations.js';
import { emitsNoDependants } from './keeps-order.js';

export const sameSecond: Scenario = {
  name: 'same-second',
  summary: 'a file is tried again within the second in which its name was stamped',
  reason: 'Object names are stamped to the second: two URLs for one file within it lead to one object.',
  mend: 'Count a file as emitted by the acknowledgement of its own upload, never by an object of its name; send the whole file again after a failure.',
  clock: 'frozen',
  plan: {
    version: 1,
    faults: [
      {
        name: 'storage fails once',
        step: 's3-post',
        occurrences: [1],
        action: { kind: 's3-error', status: 500, code: 'InternalError' },
      },
    ],
  },
  expects: [mustEnd, noFalseSuccess, emitsNoDependants, shouldRecover],
};
