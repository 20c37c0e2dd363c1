import type { Scenario } from '../engine/scenario.js';
import { mustEmitExactly, mustEnd, noFalseSuccess, sendsOnce } from './expectations.js';
import { keepsOrder } from './keeps-order.js';

export const happyPath: Scenario = {
  name: 'happy-path',
  summary: 'nothing goes wrong',
  reason: 'An emitter that does not get this right gets nothing right.',
  mend: 'Ask POST /data/upload-url for each file with the bearer token, post the file with the fields of the answer, wait for 204, and keep the order of EP-9 to EP-12.',
  plan: { version: 1, faults: [] },
  expects: [mustEnd, mustEmitExactly, noFalseSuccess, keepsOrder, sendsOnce],
};
