/** Looks keys up in a set that is in memory, or in a file of which the last buckets are kept. */
import { readSync } from 'node:fs';
import { keyHash, LONG, readLength, sameBytes } from './key-data.js';
import type { KeyData } from './key-data.js';
import { SpillError } from './spill-error.js';

/** Bytes of buckets kept from the file. */
const CACHED_BYTES = 1 << 20;

export class KeyFinder {
  readonly #data: KeyData;
  readonly #cache = new Map<number, Uint8Array>();
  #cached = 0;

  constructor(data: KeyData) {
    this.#data = data;
  }

  /** Whether the first `length` bytes are one of the keys. Throws `SpillError`. */
  has(key: Uint8Array, length: number): boolean {
    const { bits, offsets, bytes } = this.#data;
    const bucket = keyHash(key, 0, length) >>> (32 - bits);
    const from = offsets[bucket] as number;
    const to = offsets[bucket + 1] as number;
    if (from === to) return false;
    return bytes === null
      ? isAmong(this.#read(bucket, from, to), 0, to - from, key, length)
      : isAmong(bytes, from, to, key, length);
  }

  #read(bucket: number, from: number, to: number): Uint8Array {
    const known = this.#cache.get(bucket);
    if (known !== undefined) return known;
    const { file, tempDir } = this.#data;
    const bytes = new Uint8Array(to - from);
    try {
      for (let done = 0; done < bytes.length;) {
        const read = readSync(file ?? -1, bytes, done, bytes.length - done, from + done);
        if (read === 0) throw new Error('the file is shorter than what was written to it');
        done += read;
      }
    } catch (error) {
      throw new SpillError(tempDir, error);
    }
    if (this.#cached + bytes.length > CACHED_BYTES) {
      this.#cache.clear();
      this.#cached = 0;
    }
    this.#cache.set(bucket, bytes);
    this.#cached += bytes.length;
    return bytes;
  }
}

function isAmong(bytes: Uint8Array, from: number, to: number, key: Uint8Array, length: number): boolean {
  for (let at = from; at < to;) {
    let stored = bytes[at++] as number;
    if (stored === LONG) {
      stored = readLength(bytes, at);
      at += 4;
    }
    if (stored === length && sameBytes(bytes, at, key, 0, length)) return true;
    at += stored;
  }
  return false;
}
