/** Every scenario, in the order in which reports list them. */
import type { Scenario } from '../engine/scenario.js';
import { emptyFolder } from './empty-folder.js';
import { expiredUrl } from './expired-url.js';
import { happyPath } from './happy-path.js';
import { htmlForJson } from './html-for-json.js';
import { lostAcknowledgement } from './lost-acknowledgement.js';
import { masterRefused } from './master-refused.js';
import { neverAnswers } from './never-answers.js';
import { sameSecond } from './same-second.js';
import { serverGone } from './server-gone.js';
import { slowApi } from './slow-api.js';
import { slowDownOnce } from './slow-down-once.js';
import { slowUpload } from './slow-upload.js';
import { status200 } from './status-200.js';
import { tokenRefused } from './token-refused.js';
import { tokenRevokedMidway } from './token-revoked-midway.js';
import { uploadReset } from './upload-reset.js';
import { uploadUrl500Once } from './upload-url-500-once.js';
import { uploadUrl503ForEver } from './upload-url-503-for-ever.js';
import { vanishingFile } from './vanishing-file.js';

export const scenarios: readonly Scenario[] = [
  happyPath,
  slowApi,
  slowUpload,
  tokenRefused,
  tokenRevokedMidway,
  uploadUrl500Once,
  uploadUrl503ForEver,
  htmlForJson,
  expiredUrl,
  slowDownOnce,
  masterRefused,
  uploadReset,
  lostAcknowledgement,
  status200,
  sameSecond,
  emptyFolder,
  vanishingFile,
  serverGone,
  neverAnswers,
];
