/** Rules on several CSVs together. */
import type { DatasetRule } from '../../engine/define-rule.js';
import { codeNotNested } from './code-not-nested.js';
import { unknownReference } from './unknown-reference.js';
import { variantMixed } from './variant-mixed.js';

export const datasetRules: readonly DatasetRule[] = [unknownReference, codeNotNested, variantMixed];
