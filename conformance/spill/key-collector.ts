/**
 * Gathers keys and makes a set of them: in shared memory as long as it keeps to its budget, in a temporary file beyond.
 * There the keys are dealt out into parts by the top of their hash while they come, so that each part can be put in
 * order by itself.
 */
import { bucketsOf } from './key-buckets.js';
import { eachEntry, entryBytes, keyHash, writeEntry } from './key-data.js';
import type { KeyData } from './key-data.js';
import type { SpillFile } from './spill-file.js';
import type { SpillFolder } from './spill-folder.js';

const PART_BITS = 6;
const PARTS = 1 << PART_BITS;
const FIRST_BYTES = 1 << 12;
/** Bytes of keys in one bucket of the file, about. */
const FILE_BUCKET_BYTES = 1 << 12;
const MOST_BITS = 24;
/** In memory. */
const KEYS_A_BUCKET = 4;

interface Part {
  bytes: Uint8Array;
  filled: number;
  total: number;
  /** What was written: where, and how many bytes of it count. */
  readonly written: { readonly at: number; readonly length: number }[];
}

export class KeyCollector {
  readonly #budget: number;
  readonly #folder: SpillFolder;
  readonly #tempDir: string;
  #all: Uint8Array = new Uint8Array(FIRST_BYTES);
  #filled = 0;
  #count = 0;
  #total = 0;
  #parts: Part[] | null = null;
  #file: SpillFile | null = null;

  /** `budget`: bytes of memory, for what it gathers and again for what it makes of it. */
  constructor(budget: number, folder: SpillFolder, tempDir: string) {
    this.#budget = budget;
    this.#folder = folder;
    this.#tempDir = tempDir;
  }

  /** Adds the first `length` bytes. Throws `SpillError`. */
  add(key: Uint8Array, length: number): void {
    const size = entryBytes(length);
    this.#count++;
    this.#total += size;
    if (this.#parts === null && this.#total > this.#budget) this.#dealOut();
    if (this.#parts !== null) this.#toPart(this.#parts, key, length);
    else {
      if (this.#filled + size > this.#all.length) this.#all = grown(this.#all, this.#filled + size);
      this.#filled = writeEntry(this.#all, this.#filled, key, length);
    }
  }

  /** The set; the collector is empty then. Throws `SpillError`. */
  finish(): KeyData {
    return this.#parts === null ? this.#inMemory() : this.#onDisk(this.#parts);
  }

  #inMemory(): KeyData {
    const bits = Math.min(MOST_BITS, Math.max(1, Math.ceil(Math.log2(this.#count / KEYS_A_BUCKET + 1))));
    const made = bucketsOf(this.#all.subarray(0, this.#filled), 0, bits);
    this.#all = new Uint8Array(0);
    const bytes = new Uint8Array(new SharedArrayBuffer(made.bytes.length));
    bytes.set(made.bytes);
    const offsets = new Uint32Array(new SharedArrayBuffer(made.offsets.length * 4));
    offsets.set(made.offsets);
    return { size: made.size, bits, offsets, bytes, file: null, tempDir: this.#tempDir };
  }

  #onDisk(parts: readonly Part[]): KeyData {
    const wanted = Math.ceil(Math.log2(this.#total / FILE_BUCKET_BYTES + 1));
    const bits = Math.min(MOST_BITS, Math.max(PART_BITS, wanted));
    const inPart = 1 << (bits - PART_BITS);
    const offsets = new Float64Array(new SharedArrayBuffer((PARTS * inPart + 1) * 8));
    const file = this.#folder.newFile();
    let size = 0;
    for (const [index, part] of parts.entries()) {
      const made = bucketsOf(this.#wholePart(part), PART_BITS, bits - PART_BITS);
      size += made.size;
      const at = file.appendBytes(made.bytes);
      made.offsets.forEach((offset, bucket) => (offsets[index * inPart + bucket] = at + offset));
    }
    this.#file?.close();
    return { size, bits, offsets, bytes: null, file: file.descriptor, tempDir: this.#tempDir };
  }

  #wholePart({ bytes, filled, total, written }: Part): Uint8Array {
    const whole = new Uint8Array(total);
    let at = 0;
    for (const { at: from, length } of written) {
      this.#file?.readBytes(from, whole.subarray(at, at + length));
      at += length;
    }
    whole.set(bytes.subarray(0, filled), at);
    return whole;
  }

  #dealOut(): void {
    const room = Math.max(64, Math.floor(this.#budget / PARTS));
    const parts = Array.from({ length: PARTS }, (): Part => ({
      bytes: new Uint8Array(room),
      filled: 0,
      total: 0,
      written: [],
    }));
    const gathered = this.#all.subarray(0, this.#filled);
    this.#parts = parts;
    this.#file = this.#folder.newFile();
    eachEntry(gathered, 0, gathered.length, (at, length) =>
      this.#toPart(parts, gathered.subarray(at, at + length), length),
    );
    this.#all = new Uint8Array(0);
  }

  #toPart(parts: readonly Part[], key: Uint8Array, length: number): void {
    const part = parts[keyHash(key, 0, length) >>> (32 - PART_BITS)] as Part;
    const size = entryBytes(length);
    if (part.filled + size > part.bytes.length) {
      this.#write(part);
      if (size > part.bytes.length) part.bytes = new Uint8Array(size);
    }
    part.filled = writeEntry(part.bytes, part.filled, key, length);
    part.total += size;
  }

  #write(part: Part): void {
    if (part.filled === 0 || this.#file === null) return;
    part.written.push({
      at: this.#file.appendBytes(part.bytes.subarray(0, part.filled)),
      length: part.filled,
    });
    part.filled = 0;
  }
}

function grown(bytes: Uint8Array, needed: number): Uint8Array {
  const larger = new Uint8Array(Math.max(needed, bytes.length * 2));
  larger.set(bytes);
  return larger;
}
