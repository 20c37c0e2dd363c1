/** `DELETE /<bucket>/<key>`: gone is gone, also what never was. */
import { RefusedError } from '../error-xml.js';
import { headerNotImplemented, noSuchKey, preconditionFailed } from '../refusals.js';
import { namesTag } from './entity-tags.js';
import type { Operation } from './operation.js';
import { refuseVersion } from './version-id.js';

/** Conditions of directory buckets. A delete that was to hold under one must not happen without. */
const CONDITIONS = ['x-amz-if-match-last-modified-time', 'x-amz-if-match-size'] as const;

export const deleteObject: Operation = {
  name: 'DeleteObject',
  run: async ({ request, response, store, bucket, key, query }) => {
    const condition = CONDITIONS.find((name) => name in request.headers);
    if (condition !== undefined) throw new RefusedError(headerNotImplemented(condition));
    refuseVersion(query.get('versionId'));
    const ifMatch = request.headers['if-match'];
    if (ifMatch !== undefined) {
      const object = await store.head(bucket, key);
      if (object === null) throw new RefusedError(noSuchKey(key));
      if (!namesTag(ifMatch, object.etag)) throw new RefusedError(preconditionFailed('If-Match'));
    }
    await store.delete(bucket, key);
    response.statusCode = 204;
    response.end();
  },
};
