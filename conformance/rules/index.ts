import type { Rule } from '../engine/define-rule.js';
import { archiveRules } from './archive/index.js';
import { datasetRules } from './dataset/index.js';
import { emissionRules } from './emission/index.js';
import { journalRules } from './journal/index.js';
import { tableRules } from './table/index.js';

/** Every rule, in the order in which reports list them. */
export const rules: readonly Rule[] = [
  ...emissionRules,
  ...archiveRules,
  ...tableRules,
  ...datasetRules,
  ...journalRules,
];
