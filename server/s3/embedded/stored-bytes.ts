/** The bytes of the objects, each under a random name of ours that is used once and never written to again. */
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ByteRange } from '../object-store.js';
import { syncFile, syncFolder } from './durable-file.js';
import { type ByteFiles, byteFileNames } from './s3rver-filesystem.js';
import { createShards, shardName } from './shards.js';

export interface StoredBytes {
  /**
   * Resolves with their number when the bytes are safe; rejects after everything written for them was removed. `md5` is
   * asked after the last.
   */
  readonly write: (
    id: string,
    content: AsyncIterable<Uint8Array>,
    md5: () => Promise<string>,
  ) => Promise<number>;
  /** `bytes`: size of the object. null: they are gone. */
  readonly read: (id: string, bytes: number, range?: ByteRange) => Promise<Readable | null>;
  /** Waits for reads that are about to open the file; those that have it open finish undisturbed. */
  readonly remove: (id: string) => Promise<void>;
}

/** `root` is there. */
export const createStoredBytes = (root: string, files: ByteFiles): StoredBytes => {
  const shardOf = createShards(root);
  /** Reads between their look at the index and the open file. */
  const opening = new Map<string, Set<Promise<unknown>>>();

  const makeSafe = async (id: string): Promise<void> => {
    const folder = await shardOf(id);
    await Promise.all(byteFileNames(id).map((name) => syncFile(join(folder, name))));
    await syncFolder(folder);
  };

  const open = async (id: string, bytes: number, range: ByteRange | undefined): Promise<Readable | null> => {
    const { from, to } = range ?? { from: 0, to: bytes - 1 };
    return to < from ? Readable.from([]) : files.read(shardName(id), id, from, to);
  };

  return {
    write: async (id, content, md5) => {
      try {
        await shardOf(id);
        const written = await files.write(shardName(id), id, content, md5);
        await makeSafe(id);
        return written;
      } catch (error) {
        await files.remove(shardName(id), id).catch(() => {});
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
      await Promise.allSettled(opening.get(id) ?? new Set<Promise<unknown>>());
      await files.remove(shardName(id), id);
    },
  };
};
