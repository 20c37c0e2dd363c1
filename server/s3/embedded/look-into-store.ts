/**
 * What a store holds, for somebody who only wants to read it, also while a server has it: takes no lock, and changes,
 * moves and removes nothing. A record is published by one rename and its bytes are never written to again, so what is
 * found is whole; what is replaced meanwhile may be gone by the time it is opened.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectRecord } from './object-record.js';
import { TEMPORARY } from './record-folder.js';
import { byteFileNames } from './s3rver-filesystem.js';
import { shardName } from './shards.js';
import { readRecord, shardsOf, storeFolders } from './start-up.js';

export interface ObjectOnDisk {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  /** The file that holds its bytes, and nothing else. */
  readonly path: string;
}

/** A record that says nothing that can be gone by. */
export interface SkippedRecord {
  readonly path: string;
  /** One line. */
  readonly reason: string;
}

export interface StoreContent {
  readonly objects: readonly ObjectOnDisk[];
  readonly skipped: readonly SkippedRecord[];
}

/** null: the folder holds no store. Throws the error of the file system where a folder of it cannot be listed. */
export function lookIntoStore(folder: string): StoreContent | null {
  const folders = storeFolders(folder);
  if (!existsSync(folders.records) || !existsSync(folders.bytes)) return null;
  const objects: ObjectOnDisk[] = [];
  const skipped: SkippedRecord[] = [];
  for (const shard of shardsOf(folders.records)) {
    for (const entry of readdirSync(join(folders.records, shard), { withFileTypes: true })) {
      const { name } = entry;
      if (name.endsWith(TEMPORARY)) continue;
      const path = join(folders.records, shard, name);
      if (!entry.isFile()) {
        // A pipe would never end.
        skipped.push({ path, reason: 'the record is no file' });
        continue;
      }
      // Once more, as an object that is replaced between two looks has its new record by then.
      const first = readRecord(folders, name, path);
      const record = typeof first === 'string' ? readRecord(folders, name, path) : first;
      if (typeof record !== 'string') objects.push(onDisk(folders.bytes, record));
      else if (existsSync(path)) skipped.push({ path, reason: record });
    }
  }
  return { objects, skipped };
}

function onDisk(root: string, { object, bytesId }: ObjectRecord): ObjectOnDisk {
  const { bucket, key, bytes, lastModified } = object;
  const [data] = byteFileNames(bytesId);
  return { bucket, key, bytes, lastModified, path: join(root, shardName(bytesId), data) };
}
