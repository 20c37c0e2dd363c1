/** `PUT /<bucket>/<key>` with a copy source: an object made of another, inside the store. */
import type { IncomingHttpHeaders } from 'node:http';
import { RefusedError, refusal } from '../error-xml.js';
import type { ObjectAttributes, ObjectStore, StoredObject } from '../object-store.js';
import {
  headerNotImplemented,
  invalidArgument,
  noSuchBucket,
  noSuchKey,
  refuseKeyLength,
} from '../refusals.js';
import { optional } from '../xml/write-xml.js';
import { readCopySource } from './copy-source.js';
import { checksumType } from './object-headers.js';
import type { Operation, OperationContext } from './operation.js';
import { copyConditions, judgeCopySource } from './read-conditions.js';
import { sendDocument } from './send-document.js';
import { sentAttributes } from './sent-attributes.js';
import { echoEncryption, refuseStorageHeaders } from './storage-headers.js';
import { readWriteConditions } from './write-conditions.js';

const NO_CHANGE = refusal(
  400,
  'InvalidRequest',
  "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
);

/** 5 GiB. */
const LARGEST = 5 * 1024 ** 3;

const TOO_LARGE = refusal(
  400,
  'InvalidRequest',
  `The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST}`,
);

/** Whether the copy keeps what is said of its source, or has it said anew. Throws `RefusedError`. */
const readDirective = (headers: IncomingHttpHeaders): 'COPY' | 'REPLACE' => {
  const name = 'x-amz-metadata-directive';
  const sent = String(headers[name] ?? 'COPY');
  if (sent === 'COPY' || sent === 'REPLACE') return sent;
  throw new RefusedError(invalidArgument('Unknown metadata directive.', name, sent));
};

/** A checksum that is not there would have to be made of the bytes again. */
const refuseChecksum = (headers: IncomingHttpHeaders, { checksum }: StoredObject): void => {
  const name = 'x-amz-checksum-algorithm';
  const asked = headers[name];
  if (asked === undefined || String(asked).toLowerCase() === checksum?.name) return;
  throw new RefusedError(
    headerNotImplemented(name),
    'the mock makes no checksums of its own: a copy has that of its source',
  );
};

type Source = NonNullable<Awaited<ReturnType<ObjectStore['get']>>>;

/** Throws `RefusedError`, `StoreError`; `content` of what it returns must be read or destroyed. */
const openSource = async ({ request, store }: OperationContext): Promise<Source> => {
  const from = readCopySource(String(request.headers['x-amz-copy-source']));
  if (!store.buckets.includes(from.bucket)) throw new RefusedError(noSuchBucket(from.bucket));
  const tooLong = refuseKeyLength(from.key);
  if (tooLong !== null) throw new RefusedError(tooLong);
  const source = await store.get(from.bucket, from.key);
  if (source === null) throw new RefusedError(noSuchKey(from.key));
  return source;
};

/** What the copy is to have beside its bytes. Throws `RefusedError` where it may not be made. */
const judgeCopy = (
  { request, clock, bucket, key }: OperationContext,
  source: StoredObject,
): ObjectAttributes => {
  const { headers } = request;
  const directive = readDirective(headers);
  judgeCopySource(source, copyConditions(headers), clock.now());
  refuseChecksum(headers, source);
  if (source.bytes > LARGEST) throw new RefusedError(TOO_LARGE);
  const asked = ['x-amz-storage-class', 'x-amz-server-side-encryption'].some((name) => name in headers);
  const itself = source.bucket === bucket && source.key === key;
  if (itself && directive === 'COPY' && !asked) throw new RefusedError(NO_CHANGE);
  if (directive === 'REPLACE') return sentAttributes(headers);
  const { contentType, metadata, headers: kept } = source;
  return { contentType, metadata, ...(kept === undefined ? {} : { headers: kept }) };
};

/** One of the parts' checksums says nothing of an object in one piece. */
const keptChecksum = ({ checksum }: StoredObject): StoredObject['checksum'] | null =>
  checksum === undefined || checksumType(checksum) === 'COMPOSITE' ? null : checksum;

export const copyObject: Operation = {
  name: 'CopyObject',
  run: async (context) => {
    const { request, response, store, bucket, key } = context;
    const tooLong = refuseKeyLength(key);
    if (tooLong !== null) throw new RefusedError(tooLong);
    refuseStorageHeaders(request.headers);
    const admit = readWriteConditions(request.headers);
    const { object: source, content } = await openSource(context);
    let stored: StoredObject;
    try {
      const attributes = judgeCopy(context, source);
      const checksumAtEnd = () => keptChecksum(source) ?? null;
      stored = await store.put(bucket, key, content, { ...attributes, checksumAtEnd, admit });
    } finally {
      content.destroy();
    }
    echoEncryption(request.headers, response);
    const { checksum } = stored;
    sendDocument(context, 'CopyObjectResult', [
      ['LastModified', new Date(stored.lastModified).toISOString()],
      ['ETag', `"${stored.etag}"`],
      ...optional('ChecksumType', checksum && checksumType(checksum)),
      ...optional(`Checksum${checksum?.name.toUpperCase()}`, checksum?.value),
    ]);
  },
};
