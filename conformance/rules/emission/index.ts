/** Rules on the emission folder as a whole. */
import type { EmissionRule } from '../../engine/define-rule.js';
import { duplicateSource } from './duplicate-source.js';
import { looseCsv } from './loose-csv.js';
import { missingSource } from './missing-source.js';
import { unknownFile } from './unknown-file.js';
import { unknownFolder } from './unknown-folder.js';
import { unreadableFile } from './unreadable-file.js';

export const emissionRules: readonly EmissionRule[] = [
  unreadableFile,
  unknownFolder,
  unknownFile,
  looseCsv,
  duplicateSource,
  missingSource,
];
