/** `POST /<bucket>/<key>?uploadId=`: makes the object out of its parts. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { tellFacts } from '../../exchange-facts.js';
import { locationOf } from '../form-target.js';
import type { MultipartUploads } from '../multipart/multipart-uploads.js';
import { planCompletion } from '../multipart/plan-completion.js';
import { readWantedParts } from '../multipart/wanted-parts.js';
import { optional } from '../xml/write-xml.js';
import { checksumType } from './object-headers.js';
import type { Operation } from './operation.js';
import { sendDocument } from './send-document.js';
import { readWriteConditions } from './write-conditions.js';

/** The object's address as the client would ask for it: the bucket in the host's name or in the path. */
const addressOf = ({ headers, socket }: IncomingMessage, bucket: string, key: string): string => {
  const host = headers.host ?? 'localhost';
  const scheme = 'encrypted' in socket && socket.encrypted === true ? 'https' : 'http';
  const path = host.toLowerCase().startsWith(`${bucket}.`) ? '' : `${bucket}/`;
  return locationOf({ bucket, base: `${scheme}://${host}/${path}` }, key);
};

export const completeMultipartUpload = (uploads: MultipartUploads): Operation => ({
  name: 'CompleteMultipartUpload',
  run: async (context) => {
    const { request, store, bucket, key, query, body } = context;
    const { headers } = request;
    const admit = readWriteConditions(headers);
    const upload = uploads.findToComplete(bucket, key, query.get('uploadId') ?? '');
    const wanted = await readWantedParts(body.content, upload.id);
    const named = createHash('sha256').update(JSON.stringify(wanted)).digest('hex');
    const stored = await uploads.complete(upload, store, named, (parts) =>
      planCompletion(upload, wanted, parts, headers, admit),
    );
    tellFacts(request, { upload: { bytes: stored.bytes, sha256: stored.sha256 } });
    const { checksum } = stored;
    sendDocument(context, 'CompleteMultipartUploadResult', [
      ['Location', addressOf(request, bucket, key)],
      ['Bucket', bucket],
      ['Key', key],
      ['ETag', `"${stored.etag}"`],
      ...optional(`Checksum${checksum?.name.toUpperCase()}`, checksum?.value),
      ...optional('ChecksumType', checksum && checksumType(checksum)),
    ]);
  },
});
