/** The one CSV of a zip in the store, read from where it lies: only what is asked for, and never the whole of it. */
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { StoreError } from '../../s3/object-store.js';
import type { ObjectStore, StoredObject } from '../../s3/object-store.js';
import { visible } from '../visible.js';

/** Entries looked at; a zip that is as it should be has one. */
const ENTRY_LIMIT = 100;
/** Bytes of directory read at most: a comment may be long, names may be. */
const READ_LIMIT = 4 * 1_024 * 1_024;

/** Why there is nothing to show; for people. */
export class NotShownError extends Error {
  readonly code = 'NOT_SHOWN';

  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'NotShownError';
  }
}

class StoreReader extends RandomAccessReader {
  readonly #store: ObjectStore;
  readonly #object: StoredObject;
  /** The store's own failure, which yauzl would tell as one of the zip. */
  failure: unknown = null;
  #read = 0;

  constructor(store: ObjectStore, object: StoredObject) {
    super();
    this.#store = store;
    this.#object = object;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const stream = new PassThrough();
    this.#pipe(start, end, stream).catch((error: unknown) => {
      if (error instanceof StoreError) this.failure = error;
      stream.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    return stream;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#read += length;
    if (this.#read > READ_LIMIT) return callback(new Error('its list of contents is too long'));
    super.read(buffer, offset, length, position, callback);
  }

  async #pipe(start: number, end: number, stream: PassThrough): Promise<void> {
    const { bucket, key, bytes, sha256 } = this.#object;
    // `end` is behind the last byte.
    if (start < 0 || end > bytes || start > end) throw new Error('it points outside itself');
    if (start === end) return void stream.end();
    const found = await this.#store.get(bucket, key, { from: start, to: end - 1 });
    if (found === null || found.object.sha256 !== sha256) {
      found?.content.destroy();
      throw new Error('it was replaced while it was read');
    }
    await pipeline(found.content, stream);
  }
}

export interface Member {
  readonly name: string;
  readonly start: Buffer;
  /** `start` is all of it. */
  readonly whole: boolean;
}

/** Up to `limit` bytes of the only CSV. Throws `NotShownError`, or the store's error. */
export async function readCsvMember(
  store: ObjectStore,
  object: StoredObject,
  limit: number,
): Promise<Member> {
  const reader = new StoreReader(store, object);
  try {
    const zip = await fromRandomAccessReaderPromise(reader, object.bytes, { autoClose: false });
    const entry = await onlyCsv(zip);
    if (entry.isEncrypted()) throw new NotShownError('it is encrypted');
    const stream = await zip.openReadStreamPromise(entry);
    return { name: visible(entry.fileName), ...(await readStart(stream, limit)) };
  } catch (error) {
    if (reader.failure !== null) throw reader.failure;
    if (error instanceof NotShownError) throw error;
    const reason = visible(error instanceof Error ? error.message : String(error)).slice(0, 200);
    throw new NotShownError(`the zip cannot be read: ${reason}`, { cause: error });
  }
}

async function onlyCsv(zip: ZipFile): Promise<Entry> {
  const found: Entry[] = [];
  let seen = 0;
  for await (const entry of zip.eachEntry()) {
    seen += 1;
    if (seen > ENTRY_LIMIT) throw new NotShownError(`the zip holds more than ${ENTRY_LIMIT} files`);
    if (/\.csv$/i.test(entry.fileName) && !/(^|\/)__MACOSX\//.test(entry.fileName)) found.push(entry);
  }
  const [only] = found;
  if (only === undefined) throw new NotShownError('the zip holds no CSV');
  if (found.length > 1) throw new NotShownError(`the zip holds ${found.length} CSVs: one is expected`);
  return only;
}

/** The first bytes of a stream, which is then destroyed. */
export async function readStart(
  stream: Readable,
  limit: number,
): Promise<{ readonly start: Buffer; readonly whole: boolean }> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      parts.push(part);
      bytes += part.length;
      if (bytes > limit) break;
    }
  } finally {
    stream.destroy();
  }
  return { start: Buffer.concat(parts).subarray(0, limit), whole: bytes <= limit };
}
