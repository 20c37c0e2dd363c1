/** `POST /<bucket>/<key>?uploads`: begins an upload in parts. */
import { RefusedError } from '../error-xml.js';
import type { MultipartUploads } from '../multipart/multipart-uploads.js';
import { readUploadChecksum } from '../multipart/upload-checksum.js';
import { refuseKeyLength } from '../refusals.js';
import type { Operation } from './operation.js';
import { sendDocument } from './send-document.js';
import { sentAttributes } from './sent-attributes.js';
import { echoEncryption, refuseStorageHeaders } from './storage-headers.js';

export const createMultipartUpload = (uploads: MultipartUploads): Operation => ({
  name: 'CreateMultipartUpload',
  run: async (context) => {
    const { request, response, bucket, key } = context;
    const { headers } = request;
    const tooLong = refuseKeyLength(key);
    if (tooLong !== null) throw new RefusedError(tooLong);
    refuseStorageHeaders(headers);
    const checksum = readUploadChecksum(headers);
    const upload = await uploads.create({ bucket, key, attributes: sentAttributes(headers), checksum });
    if (checksum !== null) {
      response.setHeader('x-amz-checksum-algorithm', checksum.name.toUpperCase());
      response.setHeader('x-amz-checksum-type', checksum.type);
    }
    echoEncryption(headers, response);
    sendDocument(context, 'InitiateMultipartUploadResult', [
      ['Bucket', bucket],
      ['Key', key],
      ['UploadId', upload.id],
    ]);
  },
});
