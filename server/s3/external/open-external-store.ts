/**
 * Objects at any S3 endpoint: MinIO, Ceph's gateway, AWS. Each is sent with one signed PUT after its last byte is here,
 * so the endpoint makes it visible whole or not at all. Uploads to one key wait for each other here; of other programs
 * that write to the same buckets nothing is known before they are asked for.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../clock.js';
import { createKeyQueue, type KeyQueue } from '../embedded/key-queue.js';
import { createOpenCalls } from '../embedded/open-calls.js';
import { checkAddress, checkBucket } from '../object-address.js';
import {
  type ListOptions,
  type ObjectPage,
  type ObjectStore,
  type PutOptions,
  StoreError,
  type StoredObject,
} from '../object-store.js';
import type { Random } from '../random.js';
import type { S3Access } from '../signing/signing-key.js';
import { createEndpointClient, type EndpointClient } from './endpoint-client.js';
import type { ExchangeLimits } from './exchange.js';
import { createKnownObjects, type KnownObjects } from './known-objects.js';
import { openBuckets } from './open-buckets.js';
import { listKeys } from './remote-listing.js';
import { createRemoteObjects, type RemoteObjects } from './remote-objects.js';
import { type OpenSpoolFile, spool, type Spool } from './spool.js';

export interface ExternalStoreOptions {
  /** `http:` or `https:`, host and port only. */
  readonly endpoint: URL;
  readonly access: S3Access;
  /** Made where they are missing. */
  readonly buckets: readonly string[];
  /** For uploads that are coming in; must be there. Nothing stays in it. */
  readonly spoolFolder: string;
  /** What objects are dated with; may be moved. */
  readonly clock: Clock;
  /** What requests are signed with: the real time, as the endpoint refuses any other. */
  readonly endpointClock: Clock;
  readonly random: Random;
  /** Told of what a person should know, one line each: a bucket that was made. */
  readonly onNotice?: (notice: string) => void;
  readonly limits?: Partial<ExchangeLimits>;
  /** Waits before another try; by default in real time. */
  readonly wait?: (milliseconds: number) => Promise<void>;
  readonly openSpoolFile?: OpenSpoolFile;
}

const LIMITS: ExchangeLimits = { connect: 5_000, idle: 30_000, answer: 60_000 };

interface Parts extends ExternalStoreOptions {
  readonly client: EndpointClient;
  readonly remote: RemoteObjects;
  readonly known: KnownObjects;
  readonly queue: KeyQueue;
}

const objectOf = (
  { clock }: Parts,
  address: { readonly bucket: string; readonly key: string },
  { bytes, md5, sha256 }: Spool,
  options: PutOptions,
): StoredObject => {
  const { contentType, metadata, headers, etag = md5 } = options;
  const checksum = options.checksumAtEnd?.() ?? null;
  return {
    ...address,
    bytes,
    md5,
    sha256,
    etag,
    contentType,
    metadata: { ...metadata },
    lastModified: clock.now(),
    ...(headers === undefined ? {} : { headers: { ...headers } }),
    ...(checksum === null ? {} : { checksum: { ...checksum } }),
  };
};

/** Once admitted it is sent, whatever becomes of the client: an endpoint does not take back what it has. */
const put = async (
  parts: Parts,
  address: { readonly bucket: string; readonly key: string },
  content: AsyncIterable<Uint8Array>,
  options: PutOptions,
): Promise<StoredObject> => {
  const { buckets, spoolFolder: folder, random, openSpoolFile, remote, known, queue } = parts;
  const { bucket, key } = address;
  checkAddress(buckets, bucket, key);
  const { signal, admit } = options;
  const openFile = openSpoolFile === undefined ? {} : { openFile: openSpoolFile };
  const spooled = await spool({ folder, random, ...openFile }, content, signal);
  try {
    const object = objectOf(parts, address, spooled, options);
    return await queue(`${bucket}/${key}`, async () => {
      const current = await remote.head(bucket, key);
      signal?.throwIfAborted();
      admit?.(object, current?.object ?? null);
      await remote.put(object, spooled).finally(() => known.forget(bucket, key));
      return object;
    });
  } finally {
    await spooled.remove();
  }
};

const remove = async (
  { buckets, remote, known, queue }: Parts,
  bucket: string,
  key: string,
): Promise<boolean> => {
  checkAddress(buckets, bucket, key);
  return queue(`${bucket}/${key}`, async () => {
    if ((await remote.head(bucket, key)) === null) return false;
    await remote.delete(bucket, key).finally(() => known.forget(bucket, key));
    return true;
  });
};

/** A page of S3's may be shorter than asked for, and objects may go while they are looked at. */
const list = async (
  parts: Parts,
  bucket: string,
  { prefix, after, limit }: ListOptions,
): Promise<ObjectPage> => {
  const { buckets, client, known } = parts;
  checkBucket(buckets, bucket);
  const objects: StoredObject[] = [];
  // Half a surrogate pair has no UTF-8; no key has one.
  if (/\p{Surrogate}/u.test(prefix)) return { objects, truncated: false };
  let behind = after.replaceAll(/\p{Surrogate}/gu, '\uffff');
  let truncated = limit > 0;
  while (truncated && objects.length < limit) {
    const page = await listKeys(client, bucket, { prefix, after: behind, limit: limit - objects.length });
    objects.push(...(await known.describe(bucket, page.keys)));
    const last = page.keys.at(-1)?.key ?? behind;
    if (page.truncated && last === behind)
      throw new StoreError(
        'STORE_FAILED',
        `${client.name} says that there is more to list and does not show it`,
      );
    truncated = page.truncated;
    behind = last;
  }
  return { objects, truncated: truncated && objects.length > 0 };
};

const createStore = (parts: Parts): ObjectStore => {
  const { buckets, remote, client } = parts;
  const calls = createOpenCalls();
  return {
    buckets,
    put: (bucket, key, content, options) => calls.run(() => put(parts, { bucket, key }, content, options)),
    get: (bucket, key, range) =>
      calls.run(async () => {
        checkAddress(buckets, bucket, key);
        return remote.get(bucket, key, range);
      }),
    head: (bucket, key) =>
      calls.run(async () => {
        checkAddress(buckets, bucket, key);
        return (await remote.head(bucket, key))?.object ?? null;
      }),
    list: (bucket, options) => calls.run(() => list(parts, bucket, options)),
    delete: (bucket, key) => calls.run(() => remove(parts, bucket, key)),
    close: () => calls.close(async () => client.close()),
  };
};

/** Throws `StoreError` with the mend when the endpoint cannot be reached or does not let us in. */
export const openExternalStore = async (options: ExternalStoreOptions): Promise<ObjectStore> => {
  const { endpoint, access, endpointClock, random, buckets, onNotice = () => {} } = options;
  const client = createEndpointClient({
    endpoint,
    access,
    random,
    clock: endpointClock,
    limits: { ...LIMITS, ...options.limits },
    wait: options.wait ?? ((milliseconds) => delay(milliseconds)),
  });
  try {
    await openBuckets(client, buckets, access.region, onNotice);
  } catch (error) {
    client.close();
    throw error;
  }
  const remote = createRemoteObjects(client);
  return createStore({
    ...options,
    client,
    remote,
    known: createKnownObjects(remote),
    queue: createKeyQueue(),
  });
};
