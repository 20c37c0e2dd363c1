/** `GET /<bucket>/<key>`: the bytes of an object, or some of them. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RefusedError } from '../error-xml.js';
import type { StoredObject } from '../object-store.js';
import { BUSY, noSuchKey } from '../refusals.js';
import type { Operation, OperationContext } from './operation.js';
import { type PlannedRead, planRead, wantedObject } from './plan-read.js';

/** Looks at an object that is replaced all the time, before the client is asked to come again. */
const LOOKS = 10;

const isSame = (one: StoredObject, other: StoredObject): boolean =>
  one.etag === other.etag && one.lastModified === other.lastModified && one.bytes === other.bytes;

/** null: the object was replaced since it was looked at, and the headers are those of another one. */
const open = async (
  { store, bucket, key }: OperationContext,
  seen: StoredObject,
  { range }: Extract<PlannedRead, { kind: 'send' }>,
): Promise<Readable | null> => {
  const found = await (range === null ? store.get(bucket, key) : store.get(bucket, key, range));
  if (found === null) throw new RefusedError(noSuchKey(key));
  if (isSame(found.object, seen)) return found.content;
  found.content.destroy();
  return null;
};

export const getObject: Operation = {
  name: 'GetObject',
  run: async (context) => {
    const { response } = context;
    for (let look = 0; look < LOOKS; look++) {
      const object = await wantedObject(context);
      const planned = planRead(context, object);
      if (planned.kind === 'end') {
        response.end();
        return;
      }
      const content = await open(context, object, planned);
      // A client that goes away takes the open file with it.
      if (content !== null) return pipeline(content, response);
      for (const name of response.getHeaderNames()) response.removeHeader(name);
    }
    throw new RefusedError(BUSY);
  },
};
