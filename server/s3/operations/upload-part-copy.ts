/** `PUT /<bucket>/<key>?partNumber=&uploadId=` with a copy source: a part made of an object, or of some of its bytes. */
import { listTime } from '../listing/list-parameters.js';
import { inProgress, invalidRequest } from '../multipart/multipart-refusals.js';
import type { MultipartUploads } from '../multipart/multipart-uploads.js';
import type { Upload } from '../multipart/upload.js';
import { readPartNumber } from '../multipart/wanted-parts.js';
import { watchChecksum } from '../multipart/watched-checksum.js';
import { RefusedError } from '../error-xml.js';
import type { ByteRange, ObjectStore, StoredObject } from '../object-store.js';
import { noSuchBucket, noSuchKey, refuseKeyLength } from '../refusals.js';
import { optional } from '../xml/write-xml.js';
import { readCopySource } from './copy-source.js';
import type { Operation, OperationContext } from './operation.js';
import { copyConditions, judgeCopySource } from './read-conditions.js';
import { sendDocument } from './send-document.js';
import { refuseStorageHeaders } from './storage-headers.js';
import { wrongArgument } from './wrong-argument.js';

const RANGE = 'x-amz-copy-source-range';

/** 5 GiB. */
const LARGEST = 5 * 1024 ** 3;

/** Unlike that of a download, the range must be whole and lie within the object. Throws `RefusedError`. */
const readRange = (header: string | undefined, bytes: number): ByteRange => {
  if (header === undefined) return { from: 0, to: bytes - 1 };
  const [, first, last] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(header) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === undefined || from > to)
    throw wrongArgument(
      `The ${RANGE} value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy`,
      RANGE,
      header,
    );
  if (to >= bytes)
    throw wrongArgument(`Range specified is not valid for source object of size: ${bytes}`, RANGE, header);
  return { from, to };
};

type Source = NonNullable<Awaited<ReturnType<ObjectStore['get']>>>;

/** Throws `RefusedError`, `StoreError`; `content` of what it returns must be read or destroyed. */
const openSource = async ({ request, store, clock }: OperationContext): Promise<Source> => {
  const { headers } = request;
  const from = readCopySource(String(headers['x-amz-copy-source']));
  if (!store.buckets.includes(from.bucket)) throw new RefusedError(noSuchBucket(from.bucket));
  const tooLong = refuseKeyLength(from.key);
  if (tooLong !== null) throw new RefusedError(tooLong);
  const object = await store.head(from.bucket, from.key);
  if (object === null) throw new RefusedError(noSuchKey(from.key));
  judgeCopySource(object, copyConditions(headers), clock.now());
  const range = readRange(headers[RANGE]?.toString(), object.bytes);
  if (range.to - range.from + 1 > LARGEST)
    throw invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST}`,
    );
  const source = await store.get(from.bucket, from.key, range);
  if (source === null) throw new RefusedError(noSuchKey(from.key));
  if (source.object.sha256 === object.sha256) return source;
  // Replaced meanwhile: the range was judged by another one's size.
  source.content.destroy();
  throw inProgress();
};

const copyPart = async (
  uploads: MultipartUploads,
  upload: Upload,
  number: number,
  { content }: Source,
): Promise<StoredObject> => {
  const watched = upload.checksum === null ? null : watchChecksum(content, upload.checksum.name);
  try {
    return await uploads.putPart(upload, number, watched?.content ?? content, {
      checksumAtEnd: () => watched?.checksum() ?? null,
    });
  } finally {
    content.destroy();
  }
};

export const uploadPartCopy = (uploads: MultipartUploads): Operation => ({
  name: 'UploadPartCopy',
  run: async (context) => {
    const { request, bucket, key, query } = context;
    const number = readPartNumber(query.get('partNumber') ?? '', 'partNumber');
    const upload = uploads.find(bucket, key, query.get('uploadId') ?? '');
    refuseStorageHeaders(request.headers);
    const { lastModified, etag, checksum } = await copyPart(
      uploads,
      upload,
      number,
      await openSource(context),
    );
    sendDocument(context, 'CopyPartResult', [
      ['LastModified', listTime(lastModified)],
      ['ETag', `"${etag}"`],
      ...optional(`Checksum${checksum?.name.toUpperCase()}`, checksum?.value),
    ]);
  },
});
