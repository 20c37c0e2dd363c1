/** Rules on one zip, in the order in which reports list them. */
import type { ArchiveRule } from '../../engine/define-rule.js';
import { corrupt } from './corrupt.js';
import { encrypted } from './encrypted.js';
import { expansionLimit } from './expansion-limit.js';
import { memberName } from './member-name.js';
import { notAZip } from './not-a-zip.js';
import { notOneCsv } from './not-one-csv.js';
import { unsafeName } from './unsafe-name.js';

export const archiveRules: readonly ArchiveRule[] = [
  notAZip,
  corrupt,
  encrypted,
  unsafeName,
  notOneCsv,
  memberName,
  expansionLimit,
];
