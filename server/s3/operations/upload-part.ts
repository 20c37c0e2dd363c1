/** `PUT /<bucket>/<key>?partNumber=&uploadId=`: one part of an upload. */
import { wrongChecksum } from '../multipart/multipart-refusals.js';
import type { MultipartUploads } from '../multipart/multipart-uploads.js';
import type { Upload } from '../multipart/upload.js';
import { readPartNumber } from '../multipart/wanted-parts.js';
import type { Checksum } from '../signing/signed-body.js';
import { refuseLength } from './announced-length.js';
import type { Operation } from './operation.js';
import { echoEncryption, refuseStorageHeaders } from './storage-headers.js';

/** A checksum of the checksums needs one of each part; one of the whole can be made without. Throws `RefusedError`. */
const refuseChecksum = ({ checksum: wanted }: Upload, sent: Checksum | null): void => {
  if (wanted === null || sent?.name === wanted.name) return;
  if (sent === null && wanted.type === 'FULL_OBJECT') return;
  throw wrongChecksum(wanted.name, sent?.name ?? null);
};

export const uploadPart = (uploads: MultipartUploads): Operation => ({
  name: 'UploadPart',
  run: async ({ request, response, bucket, key, query, body }) => {
    const number = readPartNumber(query.get('partNumber') ?? '', 'partNumber');
    const upload = uploads.find(bucket, key, query.get('uploadId') ?? '');
    refuseLength(request, body);
    refuseStorageHeaders(request.headers);
    const stored = await uploads.putPart(upload, number, body.content, {
      checksumAtEnd: body.checksum,
      admit: () => refuseChecksum(upload, body.checksum()),
    });
    response.setHeader('ETag', `"${stored.etag}"`);
    if (stored.checksum !== undefined)
      response.setHeader(`x-amz-checksum-${stored.checksum.name}`, stored.checksum.value);
    echoEncryption(request.headers, response);
    response.setHeader('Content-Length', 0);
    response.statusCode = 200;
    response.end();
  },
});
