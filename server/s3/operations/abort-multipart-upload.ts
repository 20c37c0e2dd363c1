/** `DELETE /<bucket>/<key>?uploadId=`: gives an upload up, and its parts with it. */
import type { MultipartUploads } from '../multipart/multipart-uploads.js';
import type { Operation } from './operation.js';

export const abortMultipartUpload = (uploads: MultipartUploads): Operation => ({
  name: 'AbortMultipartUpload',
  run: async ({ response, bucket, key, query }) => {
    await uploads.abort(uploads.find(bucket, key, query.get('uploadId') ?? ''));
    response.statusCode = 204;
    response.end();
  },
});
