/** What GET and HEAD of an object come to: conditions first, then the part or the range that is asked for. */
import type { IncomingHttpHeaders } from 'node:http';
import { type Refusal, RefusedError, refusal } from '../error-xml.js';
import type { ByteRange, StoredObject } from '../object-store.js';
import { invalidArgument, noSuchKey } from '../refusals.js';
import { readRange } from './byte-range.js';
import { setChecksum, setObjectHeaders, setValidators } from './object-headers.js';
import type { OperationContext } from './operation.js';
import { judgeRead } from './read-conditions.js';
import { refuseVersion } from './version-id.js';

const LAST_PART = 10_000;

const NO_PART_RANGE = refusal(
  400,
  'InvalidRequest',
  'Cannot specify both Range header and partNumber query parameter',
);

const noSuchPart = (part: number): Refusal =>
  refusal(416, 'InvalidPartNumber', 'The requested partnumber is not satisfiable', [
    ['PartNumberRequested', String(part)],
    ['ActualPartCount', '1'],
  ]);

const PARTS_FORGOTTEN = refusal(
  501,
  'NotImplemented',
  'Reading single parts of an object is not implemented.',
);

/** An object that came in one piece is its own first part. Throws `RefusedError`. */
const partRange = (object: StoredObject, text: string): ByteRange | null => {
  const part = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (part < 1 || part > LAST_PART) {
    const message = `Part number must be an integer between 1 and ${LAST_PART}, inclusive`;
    throw new RefusedError(invalidArgument(message, 'partNumber', text));
  }
  if (object.etag.includes('-'))
    throw new RefusedError(PARTS_FORGOTTEN, 'the mock does not keep where the parts of an object began');
  if (part > 1) throw new RefusedError(noSuchPart(part));
  return object.bytes === 0 ? null : { from: 0, to: object.bytes - 1 };
};

const rangeOf = (
  object: StoredObject,
  headers: IncomingHttpHeaders,
  query: ReadonlyMap<string, string>,
): ByteRange | null => {
  const part = query.get('partNumber');
  if (part === undefined) return readRange(headers.range, object.bytes);
  if (headers.range !== undefined) throw new RefusedError(NO_PART_RANGE);
  return partRange(object, part);
};

/** The object under the key. Throws `RefusedError`, `StoreError`. */
export const wantedObject = async ({
  store,
  bucket,
  key,
  query,
}: OperationContext): Promise<StoredObject> => {
  refuseVersion(query.get('versionId'));
  const object = await store.head(bucket, key);
  if (object === null) throw new RefusedError(noSuchKey(key));
  return object;
};

/** `send`: the headers are set, and what is left is the bytes in the range; null: all of them. */
export type PlannedRead =
  { readonly kind: 'send'; readonly range: ByteRange | null } | { readonly kind: 'end' };

/** Sets status and headers of the answer. Throws `RefusedError`. */
export const planRead = (
  { request, response, clock, query }: OperationContext,
  object: StoredObject,
): PlannedRead => {
  const { headers } = request;
  const conditions = {
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
    ifModifiedSince: headers['if-modified-since'],
    ifUnmodifiedSince: headers['if-unmodified-since'],
  };
  response.statusCode = 200;
  if (judgeRead(object, conditions, clock.now()) === 'not-modified') {
    setValidators(response, object);
    response.statusCode = 304;
    return { kind: 'end' };
  }
  const range = rangeOf(object, headers, query);
  setObjectHeaders(response, object, range, query);
  // It is that of the whole object, so beside a part of it it would be taken for a damage.
  if (range === null && headers['x-amz-checksum-mode'] === 'ENABLED') setChecksum(response, object);
  return { kind: 'send', range };
};
