/**
 * Hashes that came more than once. While memory does it is an exact set; after that a map of bits, which may call
 * others suspects too but misses none: suspects are confirmed anyway.
 */
import { ADD, HashSet } from './hash-set.js';
import { powerBelow } from './split.js';

const MOST_BITS = 2 ** 32;

export class Suspects {
  readonly #bytes: number;
  #set: HashSet | null;
  #bits = new Uint32Array(0);
  #mask = 0;

  constructor(bytes: number) {
    this.#bytes = bytes;
    this.#set = new HashSet(bytes / 2);
  }

  get isEmpty(): boolean {
    return this.#set?.size === 0;
  }

  add(low: number, high: number): void {
    if (this.#set !== null) {
      if (this.#set.add(low, high) !== ADD.full) return;
      this.#turnToBits(this.#set);
    }
    this.#mark(low);
  }

  has(low: number, high: number): boolean {
    if (this.#set !== null) return this.#set.has(low, high);
    return ((this.#bits[(low & this.#mask) >>> 5] as number) & (1 << (low & 31))) !== 0;
  }

  #mark(low: number): void {
    const at = (low & this.#mask) >>> 5;
    this.#bits[at] = (this.#bits[at] as number) | (1 << (low & 31));
  }

  #turnToBits(set: HashSet): void {
    const bits = Math.max(32, Math.min(MOST_BITS, powerBelow((this.#bytes / 2) * 8)));
    this.#bits = new Uint32Array(bits / 32);
    this.#mask = bits - 1;
    set.each((low) => this.#mark(low));
    this.#set = null;
  }
}
