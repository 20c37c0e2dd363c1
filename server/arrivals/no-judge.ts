/** In the place of a kit where none was given: what arrives is listed, and nothing is said of it. */
import { UnjudgedError } from './judge.js';
import type { Judge } from './judge.js';

export const NOT_CHECKED =
  'nothing is checked: no kit is wired in (cqube-conform serve does so, without --no-check)';

export const noJudge: Judge = {
  checks: false,
  checkObject: async () => {
    throw new UnjudgedError(NOT_CHECKED);
  },
  judgeExchanges: () => [],
  checkAll: async () => {
    throw new UnjudgedError(NOT_CHECKED);
  },
  rules: [],
  reportPage: null,
};
