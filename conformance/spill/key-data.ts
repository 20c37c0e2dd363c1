/**
 * An exact set of keys, as data that threads share without copying: keys dealt out into buckets by their hash, bucket
 * after bucket, either in shared memory or in a temporary file. Each key stands behind its length: one byte, or 255 and
 * four more.
 */
export interface KeyData {
  /** Different keys. */
  readonly size: number;
  /** Bits of the hash, from the top, that say which bucket. */
  readonly bits: number;
  /** Where each bucket begins; one more, where the last one ends. In shared memory. */
  readonly offsets: Uint32Array | Float64Array;
  /** null: they lie in the file. */
  readonly bytes: Uint8Array | null;
  /** Descriptor of the file, which all threads of a process share; null: they lie in memory. */
  readonly file: number | null;
  /** The folder of the file, to be named where the disk fails. */
  readonly tempDir: string;
}

export const LONG = 255;

/** Bytes that a key of this length takes. */
export const entryBytes = (length: number): number => length + (length < LONG ? 1 : 5);

/** Writes a key at a place and returns where the next one goes. */
export function writeEntry(to: Uint8Array, at: number, key: Uint8Array, length: number): number {
  let next = at;
  if (length < LONG) to[next++] = length;
  else {
    to[next++] = LONG;
    for (let shift = 0; shift < 32; shift += 8) to[next++] = length >>> shift;
  }
  for (let index = 0; index < length; index++) to[next++] = key[index] as number;
  return next;
}

/** Goes through keys that follow each other; `at` is where the key's own bytes begin. */
export function eachEntry(
  bytes: Uint8Array,
  from: number,
  to: number,
  visit: (at: number, length: number) => void,
): void {
  for (let at = from; at < to;) {
    let length = bytes[at++] as number;
    if (length === LONG) {
      length = readLength(bytes, at);
      at += 4;
    }
    visit(at, length);
    at += length;
  }
}

export const readLength = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)) >>>
  0;

/** 32 bits, mixed to the top, of which buckets are made. */
export function keyHash(bytes: Uint8Array, at: number, length: number): number {
  let hash = 0x9e3779b9 ^ length;
  for (let index = at; index < at + length; index++) {
    hash = Math.imul(hash ^ (bytes[index] as number), 0x5bd1e995);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Whether the keys at two places are the same bytes. */
export function sameBytes(a: Uint8Array, at: number, b: Uint8Array, bAt: number, length: number): boolean {
  for (let index = 0; index < length; index++) if (a[at + index] !== b[bAt + index]) return false;
  return true;
}
