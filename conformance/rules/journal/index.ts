/** Rules on what an emitter said to cQube. */
import type { JournalRule } from '../../engine/define-rule.js';
import { contentDiffers } from './content-differs.js';
import { duplicateEmission } from './duplicate-emission.js';
import { enrolmentAfterExam } from './enrolment-after-exam.js';
import { examMasterAfterResult } from './exam-master-after-result.js';
import { failureIgnored } from './failure-ignored.js';
import { inspectionAfterLocation } from './inspection-after-location.js';
import { lostFile } from './lost-file.js';
import { missingToken } from './missing-token.js';
import { notAcknowledged } from './not-acknowledged.js';
import { objectName } from './object-name.js';
import { plainHttp } from './plain-http.js';
import { rejectedToken } from './rejected-token.js';
import { staticAfterTransaction } from './static-after-transaction.js';
import { tokenInUrl } from './token-in-url.js';
import { uploadUrlExpired } from './upload-url-expired.js';
import { uploadUrlReused } from './upload-url-reused.js';
import { uploadWithoutUrl } from './upload-without-url.js';

export const journalRules: readonly JournalRule[] = [
  staticAfterTransaction,
  inspectionAfterLocation,
  examMasterAfterResult,
  enrolmentAfterExam,
  missingToken,
  rejectedToken,
  tokenInUrl,
  plainHttp,
  objectName,
  uploadWithoutUrl,
  uploadUrlReused,
  uploadUrlExpired,
  notAcknowledged,
  failureIgnored,
  lostFile,
  duplicateEmission,
  contentDiffers,
];
