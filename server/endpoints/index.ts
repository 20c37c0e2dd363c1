/** The endpoints of the emission API. */
import type { Endpoint } from '../application/endpoint.js';
import { infraScore } from './get-infra-score.js';
import { listLogFiles } from './get-list-log-files.js';
import { listS3Buckets } from './get-list-s3-buckets.js';
import { staticFiles } from './get-static.js';
import { download } from './post-download.js';
import { downloadUri } from './post-download-uri.js';
import { downloadUrl } from './post-download-url.js';
import { infraWeights } from './post-infra-weights.js';
import { listS3Files } from './post-list-s3-files.js';
import { logDownload } from './post-log-download.js';
import { uploadUrl } from './post-upload-url.js';

export const endpoints: readonly Endpoint[] = [
  uploadUrl,
  downloadUrl,
  downloadUri,
  listS3Files,
  download,
  listS3Buckets,
  listLogFiles,
  logDownload,
  infraWeights,
  infraScore,
  staticFiles,
];
