/** Objects of a bucket, for who judges them. */
import type { ObjectStore, StoredObject } from '../s3/object-store.js';
import type { JudgedObject } from './judge.js';

const PAGE = 1_000;

/** By the time at which they were stored. `most`: how many at most. Rejects as the store does. */
export async function everyObject(
  store: ObjectStore,
  bucket: string,
  most: number,
): Promise<readonly StoredObject[]> {
  const all: StoredObject[] = [];
  for (let after = '', more = true; more && all.length < most;) {
    const { objects, truncated } = await store.list(bucket, { prefix: '', after, limit: PAGE });
    all.push(...objects);
    after = objects.at(-1)?.key ?? after;
    more = truncated && objects.length > 0;
  }
  return all.toSorted((one, other) => one.lastModified - other.lastModified);
}

export const toBeJudged = (store: ObjectStore, bucket: string, key: string): JudgedObject => ({
  key,
  open: async () => (await store.get(bucket, key))?.content ?? null,
});
