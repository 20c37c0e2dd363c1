/** Folders `00` to `ff` below a root, so that no folder has too many names; each is made when it is first needed. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './durable-file.js';

/** The folder of a name that begins with two hex digits; it is there and safe. */
export type ShardOf = (name: string) => Promise<string>;

export const shardName = (name: string): string => name.slice(0, 2);

/** `root` is there. */
export const createShards = (root: string): ShardOf => {
  const made = new Map<string, Promise<string>>();
  const make = async (shard: string): Promise<string> => {
    const folder = join(root, shard);
    if ((await mkdir(folder, { recursive: true })) !== undefined) await syncFolder(root);
    return folder;
  };
  return (name) => {
    const shard = shardName(name);
    const folder = made.get(shard) ?? make(shard);
    made.set(shard, folder);
    // A full disk may have room the next time.
    folder.catch(() => made.delete(shard));
    return folder;
  };
};
