/** An ObjectStore that keeps everything in memory, for tests of what stands before a store. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type ObjectStore, type StoredObject, StoreError } from '../../server/s3/object-store.js';

interface Entry {
  readonly object: StoredObject;
  readonly bytes: Buffer;
}

export interface MemoryStore extends ObjectStore {
  /** Every key of a bucket with its content. */
  readonly contents: (bucket: string) => Record<string, string>;
}

/** `now`: milliseconds since 1970, for `lastModified`. */
export function memoryStore(buckets: readonly string[], now: () => number): MemoryStore {
  const entries = new Map(buckets.map((bucket) => [bucket, new Map<string, Entry>()]));
  const open = (bucket: string): Map<string, Entry> => {
    const found = entries.get(bucket);
    if (!found) throw new StoreError('NO_SUCH_BUCKET', `no bucket ${bucket}`);
    return found;
  };
  return {
    buckets,
    contents: (bucket) =>
      Object.fromEntries([...open(bucket)].map(([key, { bytes }]) => [key, bytes.toString('utf8')])),
    put: async (bucket, key, content, options) => {
      const parts: Uint8Array[] = [];
      for await (const part of content) parts.push(part);
      const bytes = Buffer.concat(parts);
      const md5 = createHash('md5').update(bytes).digest('hex');
      const object: StoredObject = {
        bucket,
        key,
        bytes: bytes.length,
        md5,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        etag: options.etag ?? md5,
        lastModified: now(),
        contentType: options.contentType,
        metadata: options.metadata,
      };
      const bucketEntries = open(bucket);
      options.admit?.(object, bucketEntries.get(key)?.object ?? null);
      bucketEntries.set(key, { object, bytes });
      return object;
    },
    head: async (bucket, key) => open(bucket).get(key)?.object ?? null,
    get: async (bucket, key, range) => {
      const found = open(bucket).get(key);
      if (!found) return null;
      const bytes = range ? found.bytes.subarray(range.from, range.to + 1) : found.bytes;
      return { object: found.object, content: Readable.from(bytes.length > 0 ? [bytes] : []) };
    },
    list: async (bucket, { prefix, after, limit }) => {
      const objects = [...open(bucket).values()]
        .map(({ object }) => object)
        .filter(({ key }) => key.startsWith(prefix) && compareBytes(key, after) > 0)
        .toSorted((a, b) => compareBytes(a.key, b.key));
      return { objects: objects.slice(0, limit), truncated: objects.length > limit };
    },
    delete: async (bucket, key) => open(bucket).delete(key),
    close: async () => {},
  };
}

const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** A store that fails at every call. */
export const brokenStore = (buckets: readonly string[]): ObjectStore => {
  const fail = (): Promise<never> => Promise.reject(new StoreError('STORE_FAILED', 'disk gone'));
  return { buckets, put: fail, head: fail, get: fail, list: fail, delete: fail, close: async () => {} };
};

export async function* chunksOf(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}
