/** Fills a store from a folder, so that a server can start with something to download. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ObjectStore, StoreError } from './object-store.js';

export interface SeedOptions {
  readonly store: ObjectStore;
  /** Its first level names buckets or roles; below it, paths are keys. */
  readonly folder: string;
  /** Buckets by role, as `input`, `output`, `emission`. */
  readonly roles?: Readonly<Record<string, string>>;
  /** First-level folders that hold no objects. */
  readonly except?: readonly string[];
}

export interface Seeded {
  /** Objects that were stored. */
  readonly objects: number;
  readonly bytes: number;
}

/** All regular files below a folder as keys, sorted; hidden ones (`.gitkeep`) are no data. */
const keysBelow = async (folder: string, prefix = ''): Promise<readonly string[]> => {
  const keys: string[] = [];
  for (const name of (await readdir(folder)).toSorted()) {
    if (name.startsWith('.')) continue;
    const found = await stat(join(folder, name));
    if (found.isDirectory()) keys.push(...(await keysBelow(join(folder, name), `${prefix}${name}/`)));
    else if (found.isFile()) keys.push(prefix + name);
  }
  return keys;
};

/**
 * Keys that the store has already stay as they are, so that a server on a kept folder goes on where it was. Throws
 * `StoreError` NO_SUCH_BUCKET for a first-level folder that is neither a bucket nor a role, before anything is stored.
 */
export const seedFrom = async ({ store, folder, roles = {}, except = [] }: SeedOptions): Promise<Seeded> => {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter(
      (entry) =>
        (entry.isDirectory() || entry.isSymbolicLink()) &&
        !entry.name.startsWith('.') &&
        !except.includes(entry.name),
    )
    .map(({ name }) => ({ name, bucket: Object.hasOwn(roles, name) ? (roles[name] ?? name) : name }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, bucket } of names) {
    if (!store.buckets.includes(bucket))
      throw new StoreError('NO_SUCH_BUCKET', `the seed has a folder ${name}, which is no bucket and no role`);
  }
  let objects = 0;
  let bytes = 0;
  for (const { name, bucket } of names) {
    for (const key of await keysBelow(join(folder, name))) {
      if ((await store.head(bucket, key)) !== null) continue;
      const content = createReadStream(join(folder, name, key));
      const stored = await store.put(bucket, key, content, { contentType: null, metadata: {} });
      objects++;
      bytes += stored.bytes;
    }
  }
  return { objects, bytes };
};
