/** `GET /<bucket>?versioning`: never switched on, which S3 says with nothing. */
import type { Operation } from './operation.js';
import { sendDocument } from './send-document.js';

export const getBucketVersioning: Operation = {
  name: 'GetBucketVersioning',
  run: async (context) => sendDocument(context, 'VersioningConfiguration', []),
};
