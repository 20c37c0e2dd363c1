/** `PUT /<bucket>/<key>`: an object in one piece. */
import { tellFacts } from '../../exchange-facts.js';
import { RefusedError } from '../error-xml.js';
import { refuseKeyLength } from '../refusals.js';
import { refuseLength } from './announced-length.js';
import { setChecksum } from './object-headers.js';
import type { Operation } from './operation.js';
import { sentAttributes } from './sent-attributes.js';
import { echoEncryption, refuseStorageHeaders } from './storage-headers.js';
import { readWriteConditions } from './write-conditions.js';

export const putObject: Operation = {
  name: 'PutObject',
  run: async ({ request, response, store, bucket, key, body }) => {
    const { headers } = request;
    const tooLong = refuseKeyLength(key);
    if (tooLong !== null) throw new RefusedError(tooLong);
    refuseLength(request, body);
    refuseStorageHeaders(headers);
    const admit = readWriteConditions(headers);
    const stored = await store.put(bucket, key, body.content, {
      ...sentAttributes(headers),
      checksumAtEnd: body.checksum,
      admit,
    });
    tellFacts(request, { upload: { bytes: stored.bytes, sha256: stored.sha256 } });
    response.setHeader('ETag', `"${stored.etag}"`);
    setChecksum(response, stored);
    echoEncryption(headers, response);
    response.setHeader('Content-Length', 0);
    response.statusCode = 200;
    response.end();
  },
};
