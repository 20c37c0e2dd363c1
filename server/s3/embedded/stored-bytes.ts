/** The bytes of the objects, each under a random name of ours that is used once and never written to again. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ByteRange } from '../object-store.js';
import { syncFile, syncFolder } from './durable-file.js';
import { type ByteFiles, byteFileNames } from './s3rver-filesystem.js';

export interface StoredBytes {
  /** Resolves when the bytes are safe; rejects after everything written for them was removed. */
  readonly write: (
    id: string,
    content: AsyncIterable<Uint8Array>,
  ) => Promise<{ readonly bytes: number; readonly md5: string }>;
  /** `bytes`: size of the object. null: they are gone. */
  readonly read: (id: string, bytes: number, range?: ByteRange) => Promise<Readable | null>;
  /** Waits for reads that are about to open the file; those that have it open finish undisturbed. */
  readonly remove: (id: string) => Promise<void>;
}

const shardOf = (id: string): string => id.slice(0, 2);

/** `00` to `ff`, so that no folder has too many names. */
export const shards: readonly string[] = Array.from({ length: 256 }, (_, index) =>
  index.toString(16).padStart(2, '0'),
);

/** Makes the folders of a store once, so that nothing has to make (and make safe) one later. */
export const makeShards = async (root: string): Promise<void> => {
  await mkdir(root, { recursive: true });
  const there = new Set(await readdir(root));
  const missing = shards.filter((shard) => !there.has(shard));
  if (missing.length === 0) return;
  await Promise.all(missing.map((shard) => mkdir(join(root, shard), { recursive: true })));
  await syncFolder(root);
};

/** `root` has been through `makeShards`. */
export const createStoredBytes = (root: string, files: ByteFiles): StoredBytes => {
  /** Reads between their look at the index and the open file. */
  const opening = new Map<string, Set<Promise<unknown>>>();

  const makeSafe = async (id: string): Promise<void> => {
    const folder = join(root, shardOf(id));
    await Promise.all(byteFileNames(id).map((name) => syncFile(join(folder, name))));
    await syncFolder(folder);
  };

  const open = async (id: string, bytes: number, range: ByteRange | undefined): Promise<Readable | null> => {
    const { from, to } = range ?? { from: 0, to: bytes - 1 };
    return to < from ? Readable.from([]) : files.read(shardOf(id), id, from, to);
  };

  return {
    write: async (id, content) => {
      try {
        const written = await files.write(shardOf(id), id, content);
        await makeSafe(id);
        return written;
      } catch (error) {
        await files.remove(shardOf(id), id).catch(() => {});
        throw error;
      }
    },
    read: async (id, bytes, range) => {
      const run = open(id, bytes, range);
      const others = opening.get(id) ?? new Set();
      opening.set(id, others.add(run));
      try {
        return await run;
      } finally {
        others.delete(run);
        if (others.size === 0) opening.delete(id);
      }
    },
    remove: async (id) => {
      await Promise.allSettled(opening.get(id) ?? []);
      await files.remove(shardOf(id), id);
    },
  };
};
