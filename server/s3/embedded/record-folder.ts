/** The records on the disk: `<folder>/<first 2 hex>/<sha256 of bucket/key>`. A rename into it is the publish. */
import { rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder, writeDurable } from './durable-file.js';
import { encodeRecord, type ObjectRecord, recordName } from './object-record.js';
import { createShards } from './shards.js';
import { isMissing } from './store-failure.js';

/** A record that is safe but not yet to be seen. */
export interface PreparedRecord {
  /** One atomic step: afterwards it is what a reader finds. */
  readonly publish: () => Promise<void>;
  /** After that: survives a power cut. */
  readonly makeSafe: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

export interface RecordFolder {
  readonly prepare: (record: ObjectRecord) => Promise<PreparedRecord>;
  readonly remove: (bucket: string, key: string) => Promise<void>;
}

/** What the name of a record that is not published yet ends in; left behind by a crash, it is swept. */
export const TEMPORARY = '.tmp';

/** `root` is there. */
export const createRecordFolder = (root: string): RecordFolder => {
  const shardOf = createShards(root);
  return {
    prepare: async (record) => {
      const name = recordName(record.object.bucket, record.object.key);
      const folder = await shardOf(name);
      const temporary = join(folder, `${record.bytesId}${TEMPORARY}`);
      const discard = (): Promise<void> => rm(temporary, { force: true });
      try {
        await writeDurable(temporary, encodeRecord(record));
      } catch (error) {
        await discard().catch(() => {});
        throw error;
      }
      return {
        publish: () => rename(temporary, join(folder, name)),
        makeSafe: () => syncFolder(folder),
        discard,
      };
    },
    remove: async (bucket, key) => {
      const name = recordName(bucket, key);
      const folder = await shardOf(name);
      try {
        await unlink(join(folder, name));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
      await syncFolder(folder);
    },
  };
};
