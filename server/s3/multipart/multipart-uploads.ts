/**
 * Uploads in parts, from the first request to the finished object. Parts come in side by side; what ends an upload, its
 * completion or its abort, is done one after the other. From then on a part that is still coming in is refused, or taken
 * away again by the request that brought it.
 */
import type { Clock } from '../../clock.js';
import { createKeyQueue } from '../embedded/key-queue.js';
import { compareKeys } from '../embedded/key-order.js';
import type { ObjectStore, PutOptions, StoredObject } from '../object-store.js';
import { type Random, randomHex } from '../random.js';
import { inProgress, invalidPart, noSuchUpload } from './multipart-refusals.js';
import { createPartStore, type Part, partKey, type PartStore } from './part-store.js';
import type { Upload } from './upload.js';

export interface MultipartOptions {
  /** Of one bucket, and for nothing else; it outlives restarts if uploads are to. */
  readonly parts: ObjectStore;
  readonly clock: Clock;
  readonly random: Random;
}

/** What is to be made of the parts that there are. */
export interface Completion {
  /** In the object's order. */
  readonly parts: readonly Part[];
  readonly options: PutOptions & { readonly etag: string };
  /** Looks at the bytes on their way; throwing refuses the object. */
  readonly watch: (content: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

export interface MultipartUploads {
  readonly create: (wanted: Omit<Upload, 'id' | 'initiated'>) => Promise<Upload>;
  /** Throws `RefusedError` NoSuchUpload, also for the id of another key. */
  readonly find: (bucket: string, key: string, id: string) => Upload;
  /** Of a bucket, in the byte order of their keys and then by their beginning. */
  readonly list: (bucket: string) => readonly Upload[];
  /** In the order of their numbers. */
  readonly parts: (upload: Upload) => Promise<readonly Part[]>;
  /** Replaces the part of that number. `admit`: as the store's. Throws `RefusedError` or `StoreError`. */
  readonly putPart: (
    upload: Upload,
    number: number,
    content: AsyncIterable<Uint8Array>,
    options: Pick<PutOptions, 'checksumAtEnd' | 'admit'>,
  ) => Promise<StoredObject>;
  /** Puts the object into `store`. Where `plan` or the store refuses, the upload is as it was. */
  readonly complete: (
    upload: Upload,
    store: ObjectStore,
    plan: (parts: readonly Part[]) => Completion,
  ) => Promise<StoredObject>;
  readonly abort: (upload: Upload) => Promise<void>;
  /**
   * At start-up, before the first request: ends uploads whose object was published before a crash, and removes parts of
   * uploads that are no more.
   */
  readonly sweep: (store: ObjectStore) => Promise<void>;
}

interface Entry {
  readonly upload: Upload;
  state: 'open' | 'completing' | 'gone';
}

/** Twelve digits of the time, so that ids sort by it, and 208 random bits. */
const newId = (random: Random, now: number): string =>
  now.toString(16).padStart(12, '0') + randomHex(random, 26);

async function* contentOf(
  { store, bucket }: PartStore,
  id: string,
  parts: readonly Part[],
): AsyncGenerator<Uint8Array> {
  for (const { number, object } of parts) {
    const found = await store.get(bucket, object.key);
    // A part that was admitted just before the completion began may have taken its place.
    if (found === null || found.object.sha256 !== object.sha256) {
      found?.content.destroy();
      throw invalidPart(id, number, object.etag);
    }
    yield* found.content as AsyncIterable<Uint8Array>;
  }
}

const createPutPart =
  (kept: PartStore, openEntry: (upload: Upload) => Entry): MultipartUploads['putPart'] =>
  async (upload, number, content, { admit, ...options }) => {
    const entry = openEntry(upload);
    const key = partKey(upload.id, number);
    const object = await kept.store.put(kept.bucket, key, content, {
      contentType: null,
      metadata: {},
      ...options,
      admit: (...publishing) => {
        if (entry.state === 'gone') throw noSuchUpload(upload.id);
        if (entry.state === 'completing') throw inProgress();
        admit?.(...publishing);
      },
    });
    if (entry.state !== 'gone') return object;
    await kept.store.delete(kept.bucket, key);
    throw noSuchUpload(upload.id);
  };

const createComplete =
  (
    kept: PartStore,
    openEntry: (upload: Upload) => Entry,
    forget: (entry: Entry) => Promise<void>,
  ): MultipartUploads['complete'] =>
  async (upload, store, plan) => {
    const entry = openEntry(upload);
    entry.state = 'completing';
    const { id, bucket, key } = upload;
    let stored: StoredObject;
    try {
      const { parts, options, watch } = plan(await kept.parts(id));
      await kept.intend(id, options.etag);
      stored = await store.put(bucket, key, watch(contentOf(kept, id, parts)), options);
    } catch (error) {
      await kept.dropIntention(id).catch(() => {});
      entry.state = 'open';
      throw error;
    }
    // The object is there: whatever of its parts cannot be removed now is swept at the next start.
    await kept.dropUpload(id).catch(() => {});
    await forget(entry);
    return stored;
  };

/** Ends what a crash kept from ending. */
const sweep = async (kept: PartStore, entries: Map<string, Entry>, store: ObjectStore): Promise<void> => {
  for (const { id, bucket, key } of [...entries.values()].map(({ upload }) => upload)) {
    const intended = await kept.intention(id);
    if (intended === null) continue;
    const object = store.buckets.includes(bucket) ? await store.head(bucket, key) : null;
    if (object?.etag === intended) entries.delete(id);
    else await kept.dropIntention(id);
  }
  for (const id of await kept.ids()) if (!entries.has(id)) await kept.removeAll(id);
};

/** Reads what uploads there are. Throws `StoreError`. */
export const createMultipartUploads = async (options: MultipartOptions): Promise<MultipartUploads> => {
  const { clock, random } = options;
  const kept = createPartStore(options.parts);
  const queue = createKeyQueue();
  const entries = new Map<string, Entry>(
    (await kept.uploads()).map((upload) => [upload.id, { upload, state: 'open' }]),
  );
  const openEntry = ({ id }: Upload): Entry => {
    const entry = entries.get(id);
    if (entry === undefined || entry.state === 'gone') throw noSuchUpload(id);
    return entry;
  };
  const forget = async (entry: Entry): Promise<void> => {
    const { id } = entry.upload;
    entry.state = 'gone';
    entries.delete(id);
    await kept.removeAll(id).catch(() => {});
  };
  const complete = createComplete(kept, openEntry, forget);
  const abort = async (upload: Upload): Promise<void> => {
    const entry = openEntry(upload);
    // Should this fail, the upload stays.
    await kept.dropUpload(upload.id);
    await forget(entry);
  };
  return {
    create: async (wanted) => {
      const initiated = clock.now();
      let id = newId(random, initiated);
      // A seeded source gives the same again after a restart.
      for (let later = 1; entries.has(id); later += 1) id = newId(random, initiated + later);
      const upload: Upload = { id, initiated, ...wanted };
      await kept.saveUpload(upload);
      entries.set(id, { upload, state: 'open' });
      return upload;
    },
    find: (bucket, key, id) => {
      const entry = entries.get(id);
      if (entry === undefined || entry.upload.bucket !== bucket || entry.upload.key !== key)
        throw noSuchUpload(id);
      return openEntry(entry.upload).upload;
    },
    list: (bucket) =>
      [...entries.values()]
        .map(({ upload }) => upload)
        .filter((upload) => upload.bucket === bucket)
        .toSorted((a, b) => compareKeys(a.key, b.key) || compareKeys(a.id, b.id)),
    parts: ({ id }) => kept.parts(id),
    putPart: createPutPart(kept, openEntry),
    complete: (upload, ...how) => queue(upload.id, () => complete(upload, ...how)),
    abort: (upload) => queue(upload.id, () => abort(upload)),
    sweep: (store) => sweep(kept, entries, store),
  };
};
