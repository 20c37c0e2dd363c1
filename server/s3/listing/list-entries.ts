/** One page of a listing: keys, and in place of all keys that share it up to a delimiter, a common prefix. */
import { compareKeys } from '../embedded/key-order.js';
import type { ObjectStore, StoredObject } from '../object-store.js';

export type ListEntry =
  | { readonly kind: 'object'; readonly object: StoredObject }
  | { readonly kind: 'prefix'; readonly prefix: string };

export interface ListWanted {
  readonly prefix: string;
  /** Empty: nothing is rolled up. */
  readonly delimiter: string;
  /** Keys behind this one in byte order. */
  readonly after: string;
  /** The common prefix that was given out last: nothing under it comes again. */
  readonly under?: string | null;
  /** At most so many entries. */
  readonly limit: number;
}

export interface EntryPage {
  readonly entries: readonly ListEntry[];
  /** There are more behind the last. */
  readonly truncated: boolean;
}

/** The common prefix under which a key goes; null: it stands for itself. */
export const commonPrefix = (key: string, prefix: string, delimiter: string): string | null => {
  if (delimiter === '' || !key.startsWith(prefix)) return null;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? null : key.slice(0, at + delimiter.length);
};

/** Bytes of UTF-8 of the longest key. */
const KEY_BYTES = 1024;
const LAST_CHARACTER = '\u{10ffff}';

/**
 * A key behind (nearly) all that begin with the prefix: filled up with the last character there is, as far as a key
 * goes. The next page may begin with a few that are still before or behind it, which are then passed over singly.
 */
export const behind = (prefix: string): string =>
  prefix + LAST_CHARACTER.repeat(Math.max(0, Math.floor((KEY_BYTES - Buffer.byteLength(prefix)) / 4)));

const later = (a: string, b: string): string => (compareKeys(a, b) < 0 ? b : a);

/**
 * Looks at one page of the store per common prefix at most, however many keys lie under it: the rest is jumped over. Each
 * entry is where it was when it was looked at; what changes meanwhile neither repeats nor hides others.
 */
export const listEntries = async (
  store: ObjectStore,
  bucket: string,
  { prefix, delimiter, after: start, under = null, limit }: ListWanted,
): Promise<EntryPage> => {
  const entries: ListEntry[] = [];
  if (limit === 0) return { entries, truncated: false };
  let after = under === null ? start : later(start, behind(under));
  // What the last key went under.
  let rolled = under;
  for (;;) {
    const page = await store.list(bucket, { prefix, after, limit: limit + 1 - entries.length });
    for (const object of page.objects) {
      const common = commonPrefix(object.key, prefix, delimiter);
      if (common !== null && common === rolled) continue;
      if (entries.length === limit) return { entries, truncated: true };
      entries.push(common === null ? { kind: 'object', object } : { kind: 'prefix', prefix: common });
      rolled = common;
    }
    const last = page.objects.at(-1);
    if (!page.truncated || last === undefined) return { entries, truncated: false };
    after = rolled === null ? last.key : later(last.key, behind(rolled));
  }
};
