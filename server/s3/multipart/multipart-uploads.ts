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
import { createFinishedUploads, type FinishedUploads } from './finished-uploads.js';
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
  /** The same, and one that was completed a short while ago, for `complete` only. */
  readonly findToComplete: (bucket: string, key: string, id: string) => Upload;
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
  /**
   * Puts the object into `store`. Where `plan` or the store refuses, the upload is as it was. `named`: a digest of
   * the list of parts; asked again with the same one, it gives the same object again.
   */
  readonly complete: (
    upload: Upload,
    store: ObjectStore,
    named: string,
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
  /** `gone` also before it is safe that it has begun. */
  state: 'open' | 'completing' | 'gone';
}

interface State {
  readonly kept: PartStore;
  readonly entries: Map<string, Entry>;
  readonly finished: FinishedUploads;
}

const openEntry = ({ entries }: State, id: string): Entry => {
  const entry = entries.get(id);
  if (entry === undefined || entry.state === 'gone') throw noSuchUpload(id);
  return entry;
};

const find = (state: State, bucket: string, key: string, id: string): Upload => {
  const { upload } = openEntry(state, id);
  if (upload.bucket !== bucket || upload.key !== key) throw noSuchUpload(id);
  return upload;
};

/** What cannot be removed now is swept at the next start. */
const forget = async ({ kept, entries }: State, entry: Entry): Promise<void> => {
  entry.state = 'gone';
  entries.delete(entry.upload.id);
  await kept.removeAll(entry.upload.id).catch(() => {});
};

/** Twelve digits of the time, so that ids sort by it, and 208 random bits. */
const newId = (random: Random, now: number): string =>
  now.toString(16).padStart(12, '0') + randomHex(random, 26);

const create = async (
  { kept, entries, finished }: State,
  { clock, random }: MultipartOptions,
  wanted: Omit<Upload, 'id' | 'initiated'>,
): Promise<Upload> => {
  const initiated = clock.now();
  let id = newId(random, initiated);
  // A seeded source gives the same again after a restart.
  const isTaken = (): boolean => entries.has(id) || finished.find(id) !== null;
  for (let later = 1; isTaken(); later += 1) id = newId(random, initiated + later);
  const upload: Upload = { id, initiated, ...wanted };
  const entry: Entry = { upload, state: 'gone' };
  entries.set(id, entry);
  try {
    await kept.saveUpload(upload);
    entry.state = 'open';
    return upload;
  } catch (error) {
    entries.delete(id);
    throw error;
  }
};

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
  (state: State): MultipartUploads['putPart'] =>
  async ({ id }, number, content, { admit, ...options }) => {
    const { kept } = state;
    const entry = openEntry(state, id);
    const key = partKey(id, number);
    const object = await kept.store.put(kept.bucket, key, content, {
      contentType: null,
      metadata: {},
      ...options,
      admit: (...publishing) => {
        if (entry.state === 'gone') throw noSuchUpload(id);
        if (entry.state === 'completing') throw inProgress();
        admit?.(...publishing);
      },
    });
    if (entry.state !== 'gone') return object;
    await kept.store.delete(kept.bucket, key);
    throw noSuchUpload(id);
  };

const createComplete =
  (state: State): MultipartUploads['complete'] =>
  async (upload, store, named, plan) => {
    const { kept, finished } = state;
    const { id, bucket, key } = upload;
    const before = finished.find(id);
    if (before?.named === named) return before.object;
    const entry = openEntry(state, id);
    entry.state = 'completing';
    let object: StoredObject;
    try {
      const { parts, options, watch } = plan(await kept.parts(id));
      await kept.intend(id, options.etag);
      object = await store.put(bucket, key, watch(contentOf(kept, id, parts)), options);
    } catch (error) {
      await kept.dropIntention(id).catch(() => {});
      entry.state = 'open';
      throw error;
    }
    finished.remember({ upload, named, object });
    // The object is there, so this may fail: the sweep sees it by the intention.
    await kept.dropUpload(id).catch(() => {});
    await forget(state, entry);
    return object;
  };

const abort = async (state: State, id: string): Promise<void> => {
  const entry = openEntry(state, id);
  // Should this fail, the upload stays.
  await state.kept.dropUpload(id);
  await forget(state, entry);
};

/** Ends what a crash kept from ending. */
const sweep = async ({ kept, entries }: State, store: ObjectStore): Promise<void> => {
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
  const kept = createPartStore(options.parts);
  const begun = (await kept.uploads()).map((upload): [string, Entry] => [
    upload.id,
    { upload, state: 'open' },
  ]);
  const state: State = { kept, entries: new Map(begun), finished: createFinishedUploads() };
  const queue = createKeyQueue();
  const complete = createComplete(state);
  return {
    create: (wanted) => create(state, options, wanted),
    find: (...address) => find(state, ...address),
    findToComplete: (bucket, key, id) => {
      const before = state.finished.find(id)?.upload;
      return before?.bucket === bucket && before.key === key ? before : find(state, bucket, key, id);
    },
    list: (bucket) =>
      [...state.entries.values()]
        .filter(({ upload, state: now }) => upload.bucket === bucket && now !== 'gone')
        .map(({ upload }) => upload)
        .toSorted((a, b) => compareKeys(a.key, b.key) || compareKeys(a.id, b.id)),
    parts: ({ id }) => kept.parts(id),
    putPart: createPutPart(state),
    complete: (upload, ...how) => queue(upload.id, () => complete(upload, ...how)),
    abort: ({ id }) => queue(id, () => abort(state, id)),
    sweep: (store) => sweep(state, store),
  };
};
