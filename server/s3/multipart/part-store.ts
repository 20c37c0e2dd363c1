/**
 * Where uploads and their parts lie until they are finished: in a store of their own, so that they are as safe as objects
 * are. Names are made of our own ids and numbers only.
 */
import { text } from 'node:stream/consumers';
import type { ObjectStore, StoredObject } from '../object-store.js';
import { decodeUpload, encodeUpload, type Upload } from './upload.js';

export interface Part {
  /** 1 to 10,000. */
  readonly number: number;
  readonly object: StoredObject;
}

const DESCRIPTOR = 'upload.json';
/** There while an upload is being put together: the entity tag that the object will have. */
const INTENTION = 'completing';
const PLAIN = { contentType: null, metadata: {} } as const;

async function* one(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}

export const partKey = (id: string, number: number): string => `${id}/${String(number).padStart(5, '0')}`;

export interface PartStore {
  readonly store: ObjectStore;
  readonly bucket: string;
  readonly saveUpload: (upload: Upload) => Promise<void>;
  readonly dropUpload: (id: string) => Promise<void>;
  /** Every upload that is kept. */
  readonly uploads: () => Promise<readonly Upload[]>;
  readonly parts: (id: string) => Promise<readonly Part[]>;
  /** Removes whatever is kept of it. */
  readonly removeAll: (id: string) => Promise<void>;
  /** The ids of which anything is kept. */
  readonly ids: () => Promise<ReadonlySet<string>>;
  readonly intend: (id: string, etag: string) => Promise<void>;
  readonly dropIntention: (id: string) => Promise<void>;
  readonly intention: (id: string) => Promise<string | null>;
}

/** Objects of a bucket page by page. */
async function* everything(store: ObjectStore, bucket: string, prefix: string): AsyncGenerator<StoredObject> {
  let after = '';
  for (;;) {
    const page = await store.list(bucket, { prefix, after, limit: 1000 });
    yield* page.objects;
    const last = page.objects.at(-1);
    if (!page.truncated || last === undefined) return;
    after = last.key;
  }
}

/** `store` has one bucket and belongs to nobody else. */
export const createPartStore = (store: ObjectStore): PartStore => {
  const [bucket = ''] = store.buckets;
  const read = async (key: string): Promise<string | null> => {
    const found = await store.get(bucket, key);
    return found === null ? null : text(found.content);
  };
  const uploads = async (): Promise<readonly Upload[]> => {
    const found: Upload[] = [];
    for await (const { key } of everything(store, bucket, '')) {
      if (!key.endsWith(`/${DESCRIPTOR}`)) continue;
      const upload = decodeUpload((await read(key)) ?? '');
      if (upload !== null && key === `${upload.id}/${DESCRIPTOR}`) found.push(upload);
    }
    return found;
  };
  const parts = async (id: string): Promise<readonly Part[]> => {
    const found: Part[] = [];
    for await (const object of everything(store, bucket, `${id}/`)) {
      const number = /^\d{5}$/.exec(object.key.slice(id.length + 1));
      if (number !== null) found.push({ number: Number(number[0]), object });
    }
    return found;
  };
  return {
    store,
    bucket,
    uploads,
    parts,
    saveUpload: async (upload) => {
      await store.put(bucket, `${upload.id}/${DESCRIPTOR}`, one(encodeUpload(upload)), PLAIN);
    },
    dropUpload: async (id) => {
      await store.delete(bucket, `${id}/${DESCRIPTOR}`);
    },
    removeAll: async (id) => {
      for await (const { key } of everything(store, bucket, `${id}/`)) await store.delete(bucket, key);
    },
    ids: async () => {
      const ids = new Set<string>();
      for await (const { key } of everything(store, bucket, '')) ids.add(key.split('/')[0] ?? '');
      return ids;
    },
    intend: async (id, etag) => {
      await store.put(bucket, `${id}/${INTENTION}`, one(etag), PLAIN);
    },
    dropIntention: async (id) => {
      await store.delete(bucket, `${id}/${INTENTION}`);
    },
    intention: (id) => read(`${id}/${INTENTION}`),
  };
};
