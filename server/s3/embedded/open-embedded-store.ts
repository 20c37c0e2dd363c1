/** The store that comes with us: objects in a folder of this machine. */
import { mkdir } from 'node:fs/promises';
import type { Clock } from '../../clock.js';
import { checkAddress, checkBucket } from '../object-address.js';
import { type ObjectStore, type PutOptions, StoreError, type StoredObject } from '../object-store.js';
import { type Random, randomHex } from '../random.js';
import { createDigestWorker, type Digests, type DigestWorker } from './digests.js';
import { syncFolder } from './durable-file.js';
import { lockFolder } from './folder-lock.js';
import { receive } from './incoming-content.js';
import { createKeyQueue } from './key-queue.js';
import { createObjectIndex, type ObjectIndex } from './object-index.js';
import type { ObjectRecord } from './object-record.js';
import { createOpenCalls } from './open-calls.js';
import { createRecordFolder, type PreparedRecord, type RecordFolder } from './record-folder.js';
import type { ByteFiles } from './s3rver-filesystem.js';
import { type Damage, recover, storeFolders } from './start-up.js';
import { storeFailure, withStoreFailure } from './store-failure.js';
import { createStoredBytes, type StoredBytes } from './stored-bytes.js';

export interface EmbeddedStoreOptions {
  /** Made if it is not there. One store at a time may have it. */
  readonly folder: string;
  readonly buckets: readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  /** Told of each file that was moved aside at start-up. */
  readonly onDamage?: (damage: Damage) => void;
  /** Where bytes lie; by default s3rver's filesystem store in the folder. */
  readonly openFiles?: (root: string) => ByteFiles | Promise<ByteFiles>;
}

interface Parts extends EmbeddedStoreOptions {
  readonly index: ObjectIndex;
  readonly records: RecordFolder;
  readonly bytes: StoredBytes;
  readonly digestWorker: DigestWorker;
}

/** Brings the bytes in and makes them safe; nothing of it can be seen yet. */
const storeBytes = async (
  { bytes: files, clock, random, digestWorker }: Parts,
  bucket: string,
  key: string,
  content: AsyncIterable<Uint8Array>,
  options: PutOptions,
): Promise<ObjectRecord> => {
  const bytesId = randomHex(random, 16);
  const incoming = receive(content, options.signal, digestWorker.open());
  let asked: Promise<Digests> | null = null;
  const digests = (): Promise<Digests> => (asked ??= incoming.digests());
  try {
    const bytes = await files.write(bytesId, incoming.chunks, async () => (await digests()).md5);
    const { md5, sha256 } = await digests();
    const { contentType, metadata, headers, etag = md5 } = options;
    const checksum = options.checksumAtEnd?.() ?? null;
    const attributes = { contentType, metadata: { ...metadata }, etag, sha256, lastModified: clock.now() };
    const further = {
      ...(headers === undefined ? {} : { headers: { ...headers } }),
      ...(checksum === null ? {} : { checksum: { ...checksum } }),
    };
    return { bytesId, object: { bucket, key, bytes, md5, ...attributes, ...further } };
  } catch (error) {
    const failure = incoming.failure();
    throw failure === null ? storeFailure(error) : failure.error;
  }
};

/**
 * Alone for the key: asks, makes the object visible and then safe. Returns what it replaced. Should the very last step
 * fail (a dying disk), the object stands and the error says that it may not survive.
 */
const publish = async (
  { index, records, bytes }: Parts,
  record: ObjectRecord,
  { admit, signal }: PutOptions,
): Promise<ObjectRecord | null> => {
  const { bucket, key } = record.object;
  const current = index.get(bucket, key);
  let prepared: PreparedRecord | null = null;
  try {
    prepared = await withStoreFailure(() => records.prepare(record));
    signal?.throwIfAborted();
    admit?.(record.object, current?.object ?? null);
    await withStoreFailure(prepared.publish);
  } catch (error) {
    await prepared?.discard().catch(() => {});
    await bytes.remove(record.bytesId).catch(() => {});
    throw error;
  }
  try {
    await withStoreFailure(prepared.makeSafe);
  } finally {
    index.set(record);
  }
  return current;
};

const createStore = (parts: Parts, release: () => Promise<void>): ObjectStore => {
  const { buckets, index, bytes, records } = parts;
  const queue = createKeyQueue();
  const calls = createOpenCalls();
  // Whoever cannot be removed now is swept at the next start.
  const removeBytes = (record: ObjectRecord | null): Promise<void> =>
    record === null ? Promise.resolve() : bytes.remove(record.bytesId).catch(() => {});

  const put = async (
    bucket: string,
    key: string,
    content: AsyncIterable<Uint8Array>,
    options: PutOptions,
  ): Promise<StoredObject> => {
    checkAddress(buckets, bucket, key);
    const record = await storeBytes(parts, bucket, key, content, options);
    await removeBytes(await queue(`${bucket}/${key}`, () => publish(parts, record, options)));
    return record.object;
  };

  const remove = async (bucket: string, key: string): Promise<boolean> => {
    checkAddress(buckets, bucket, key);
    return queue(`${bucket}/${key}`, async () => {
      const current = index.get(bucket, key);
      if (current === null) return false;
      await withStoreFailure(() => records.remove(bucket, key));
      index.remove(bucket, key);
      await removeBytes(current);
      return true;
    });
  };

  const get: ObjectStore['get'] = async (bucket, key, range) => {
    checkAddress(buckets, bucket, key);
    const record = index.get(bucket, key);
    if (record === null) return null;
    const content = await withStoreFailure(() => bytes.read(record.bytesId, record.object.bytes, range));
    if (content === null) throw new StoreError('STORE_FAILED', 'the bytes of the object are gone');
    return { object: record.object, content };
  };

  return {
    buckets,
    put: (...call) => calls.run(() => put(...call)),
    get: (...call) => calls.run(() => get(...call)),
    delete: (...call) => calls.run(() => remove(...call)),
    head: (bucket, key) =>
      calls.run(async () => {
        checkAddress(buckets, bucket, key);
        return index.get(bucket, key)?.object ?? null;
      }),
    list: (bucket, options) =>
      calls.run(async () => {
        checkBucket(buckets, bucket);
        return index.list(bucket, options);
      }),
    close: () => calls.close(release),
  };
};

/**
 * Opens the store of a folder; throws `StoreError` IN_USE when another one has it. Afterwards every object is whole and
 * what a crash left behind is gone.
 */
export const openEmbeddedStore = async (options: EmbeddedStoreOptions): Promise<ObjectStore> =>
  withStoreFailure(async () => {
    const { folder, buckets, random, onDamage = () => {} } = options;
    // Uploads are data of pupils and teachers: nobody else of this machine gets in.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = await lockFolder(folder, random);
    try {
      const folders = storeFolders(folder);
      await mkdir(folders.records, { recursive: true });
      await mkdir(folders.bytes, { recursive: true });
      await syncFolder(folder);
      const openFiles = options.openFiles ?? (await import('./s3rver-filesystem.js')).openS3rverFilesystem;
      const found = recover(folders, onDamage);
      const parts: Parts = {
        ...options,
        index: createObjectIndex(buckets, found),
        records: createRecordFolder(folders.records),
        bytes: createStoredBytes(folders.bytes, await openFiles(folders.bytes)),
        digestWorker: createDigestWorker(),
      };
      return createStore(parts, async () => {
        await parts.digestWorker.close();
        await lock.release();
      });
    } catch (error) {
      await lock.release();
      throw error;
    }
  });
