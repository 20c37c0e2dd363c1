/** In the place of a kit where none was given: what arrives is listed, and nothing is said of it. */
import { UnjudgedError } from './judge.js';
import type { Judge } from './judge.js';

const WHY = 'nothing is checked: no kit is wired in (cqube-conform serve does so, without --no-check)';

export const noJudge: Judge = {
  checkObject: async () => {
    throw new UnjudgedError(WHY);
  },
  judgeExchanges: () => [],
  checkAll: async () => {
    throw new UnjudgedError(WHY);
  },
  rules: [],
  reportPage: null,
};
