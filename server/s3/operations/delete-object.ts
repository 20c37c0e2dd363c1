/** `DELETE /<bucket>/<key>`: gone is gone, also what never was. */
import { RefusedError } from '../error-xml.js';
import { headerNotImplemented } from '../refusals.js';
import type { Operation } from './operation.js';
import { refuseVersion } from './version-id.js';

/** A delete that was to hold under conditions must not happen without. */
const CONDITIONS = ['if-match', 'x-amz-if-match-last-modified-time', 'x-amz-if-match-size'] as const;

export const deleteObject: Operation = {
  name: 'DeleteObject',
  run: async ({ request, response, store, bucket, key, query }) => {
    const condition = CONDITIONS.find((name) => name in request.headers);
    if (condition !== undefined)
      throw new RefusedError(headerNotImplemented(condition), 'the mock deletes without conditions only');
    refuseVersion(query.get('versionId'));
    await store.delete(bucket, key);
    response.statusCode = 204;
    response.end();
  },
};
