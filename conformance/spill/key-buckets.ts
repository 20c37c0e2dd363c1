/** Puts keys in order by some bits of their hash, and leaves out what stands twice. */
import { eachEntry, entryBytes, keyHash, sameBytes, writeEntry } from './key-data.js';

export interface Buckets {
  /** Different keys. */
  readonly size: number;
  readonly bytes: Uint8Array;
  /** Where each bucket begins; one more, where the last one ends. */
  readonly offsets: Float64Array;
}

/** `skip`: bits at the top of the hash that all these keys share; the next `bits` say which bucket. */
export function bucketsOf(entries: Uint8Array, skip: number, bits: number): Buckets {
  const buckets = 2 ** bits;
  const bucketOf = (at: number, length: number): number =>
    bits === 0 ? 0 : ((keyHash(entries, at, length) << skip) >>> 0) >>> (32 - bits);
  const room = new Float64Array(buckets + 1);
  eachEntry(entries, 0, entries.length, (at, length) => {
    const next = bucketOf(at, length) + 1;
    room[next] = (room[next] as number) + entryBytes(length);
  });
  for (let bucket = 0; bucket < buckets; bucket++)
    room[bucket + 1] = (room[bucket + 1] as number) + (room[bucket] as number);
  const sorted = new Uint8Array(entries.length);
  const ends = room.slice(0, buckets);
  let size = 0;
  eachEntry(entries, 0, entries.length, (at, length) => {
    const bucket = bucketOf(at, length);
    const end = ends[bucket] as number;
    if (isThere(sorted, room[bucket] as number, end, entries, at, length)) return;
    ends[bucket] = writeEntry(sorted, end, entries.subarray(at, at + length), length);
    size++;
  });
  return { size, ...closeUp(sorted, room, ends) };
}

function isThere(
  sorted: Uint8Array,
  from: number,
  to: number,
  entries: Uint8Array,
  at: number,
  length: number,
): boolean {
  let found = false;
  eachEntry(sorted, from, to, (place, other) => {
    if (other === length && sameBytes(sorted, place, entries, at, length)) found = true;
  });
  return found;
}

/** Takes out the room that repeated keys did not need. */
function closeUp(
  sorted: Uint8Array,
  starts: Float64Array,
  ends: Float64Array,
): Pick<Buckets, 'bytes' | 'offsets'> {
  const offsets = new Float64Array(ends.length + 1);
  let filled = 0;
  for (let bucket = 0; bucket < ends.length; bucket++) {
    const [from, to] = [starts[bucket] as number, ends[bucket] as number];
    offsets[bucket] = filled;
    sorted.copyWithin(filled, from, to);
    filled += to - from;
  }
  offsets[ends.length] = filled;
  return { bytes: sorted.subarray(0, filled), offsets };
}
