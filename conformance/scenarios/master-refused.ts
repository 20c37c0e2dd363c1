import type { Scenario } from '../engine/scenario.js';
import { givesUp, mustEnd, noFalseSuccess } from './expectations.js';
import { emitsNoDependants } from './keeps-order.js';

export const masterRefused: Scenario = {
  name: 'master-refused',
  summary: 'storage never takes the file of the schools, and takes every other (500)',
  reason: 'What depends on a master that is not there is loaded without it, or is dropped.',
  mend: 'When a file fails for good, send nothing that depends on it (EP-9 to EP-12); say which files are missing, and end with a status other than 0.',
  plan: {
    version: 1,
    faults: [
      {
        name: 'master refused',
        step: 's3-post',
        match: 'school_mst',
        occurrences: 'all',
        action: { kind: 's3-error', status: 500, code: 'InternalError' },
      },
    ],
  },
  expects: [mustEnd, noFalseSuccess, emitsNoDependants, givesUp],
};
