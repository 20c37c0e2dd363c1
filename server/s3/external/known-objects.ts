/**
 * A listing of S3's gives size, ETag and time of each object, but neither its sums nor its attributes: those need a
 * request for each. What was learnt is kept as long as the listing says that the object is the same.
 */
import type { StoredObject } from '../object-store.js';
import type { ListedKey } from './remote-listing.js';
import type { RemoteObject, RemoteObjects } from './remote-objects.js';

export interface KnownObjects {
  /** In the order of the keys; objects that have gone meanwhile are left out. */
  readonly describe: (bucket: string, keys: readonly ListedKey[]) => Promise<readonly StoredObject[]>;
  readonly forget: (bucket: string, key: string) => void;
}

/** Objects that are kept; those learnt first go first. */
const KEPT = 20_000;
/** Requests at a time, so that uploads find a connection too. */
const AT_A_TIME = 16;

export const createKnownObjects = ({ head }: Pick<RemoteObjects, 'head'>): KnownObjects => {
  const known = new Map<string, RemoteObject>();
  const learn = async (bucket: string, { key, facts }: ListedKey): Promise<StoredObject | null> => {
    const name = `${bucket}/${key}`;
    const kept = known.get(name);
    if (
      kept !== undefined &&
      kept.facts.bytes === facts.bytes &&
      kept.facts.etag === facts.etag &&
      kept.facts.modified === facts.modified
    )
      return kept.object;
    const found = await head(bucket, key);
    known.delete(name);
    if (found === null) return null;
    known.set(name, found);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return found.object;
  };
  return {
    describe: async (bucket, keys) => {
      const objects: (StoredObject | null)[] = [];
      for (let at = 0; at < keys.length; at += AT_A_TIME) {
        const group = keys.slice(at, at + AT_A_TIME);
        objects.push(...(await Promise.all(group.map((key) => learn(bucket, key)))));
      }
      return objects.filter((object) => object !== null);
    },
    forget: (bucket, key) => {
      known.delete(`${bucket}/${key}`);
    },
  };
};
