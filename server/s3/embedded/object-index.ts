/** All records in memory: by key for reading, in byte order for listing. */
import type { ListOptions, ObjectPage } from '../object-store.js';
import { compareKeys } from './key-order.js';
import type { ObjectRecord } from './object-record.js';

export interface ObjectIndex {
  readonly get: (bucket: string, key: string) => ObjectRecord | null;
  readonly set: (record: ObjectRecord) => void;
  readonly remove: (bucket: string, key: string) => void;
  readonly list: (bucket: string, options: ListOptions) => ObjectPage;
}

interface BucketIndex {
  readonly records: Map<string, ObjectRecord>;
  /** The keys of `records`, sorted. */
  readonly keys: string[];
}

/** Position of the first key that is not before `key`. */
const position = (keys: readonly string[], key: string): number => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(keys[middle] ?? '', key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

const page = ({ records, keys }: BucketIndex, { prefix, after, limit }: ListOptions): ObjectPage => {
  const objects = [];
  const behind = position(keys, after);
  let at = Math.max(position(keys, prefix), keys[behind] === after ? behind + 1 : behind);
  const fits = (): boolean => keys[at]?.startsWith(prefix) === true;
  for (; objects.length < limit && fits(); at++) {
    const record = records.get(keys[at] ?? '');
    if (record !== undefined) objects.push(record.object);
  }
  // As S3 has it, a page of nothing is never cut.
  return { objects, truncated: objects.length > 0 && fits() };
};

/** Sorts once, however many records there are to begin with. Records of buckets that are not asked for are left out. */
export const createObjectIndex = (
  buckets: readonly string[],
  initial: readonly ObjectRecord[],
): ObjectIndex => {
  const indexes = new Map<string, BucketIndex>(
    buckets.map((bucket) => [bucket, { records: new Map<string, ObjectRecord>(), keys: [] }]),
  );
  for (const record of initial) indexes.get(record.object.bucket)?.records.set(record.object.key, record);
  for (const { records, keys } of indexes.values()) {
    for (const key of records.keys()) keys.push(key);
    keys.sort(compareKeys);
  }
  return {
    get: (bucket, key) => indexes.get(bucket)?.records.get(key) ?? null,
    set: (record) => {
      const { bucket, key } = record.object;
      const index = indexes.get(bucket);
      if (index === undefined) return;
      if (!index.records.has(key)) index.keys.splice(position(index.keys, key), 0, key);
      index.records.set(key, record);
    },
    remove: (bucket, key) => {
      const index = indexes.get(bucket);
      if (index?.records.delete(key) === true) index.keys.splice(position(index.keys, key), 1);
    },
    list: (bucket, options) => {
      const index = indexes.get(bucket);
      return index === undefined ? { objects: [], truncated: false } : page(index, options);
    },
  };
};
