/** Remembers, for each 128 bit hash, the line on which it came first: 24 bytes a slot, within a number of bytes. */
import { powerBelow } from './split.js';

const FULL = 0.6;
const CRAMMED = 0.75;
const FEWEST = 16;
const SLOT_BYTES = 24;
const MOST = 1 << 27;

/** Not in it, and it does not go in. */
export const NO_ROOM = -1;

export class FirstLines {
  readonly #mostSlots: number;
  #hashes = new Int32Array(FEWEST * 4);
  /** 0: the slot is free (lines count from 1). */
  #lines = new Float64Array(FEWEST);
  #mask = FEWEST - 1;
  #room = 0;
  #size = 0;

  /** While it moves to twice its slots it takes half as much again as these bytes at most. */
  constructor(bytes: number) {
    this.#mostSlots = Math.min(MOST, Math.max(FEWEST, powerBelow(bytes / SLOT_BYTES)));
    this.#room = this.#roomFor(FEWEST);
  }

  /** The line on which it came first; 0 if this is the first; `NO_ROOM`. Slots are found by the lowest bits of `a`. */
  add(a: number, b: number, c: number, d: number, line: number): number {
    const hashes = this.#hashes;
    const lines = this.#lines;
    const mask = this.#mask;
    let slot = a & mask;
    for (let known = lines[slot]; known; known = lines[(slot = (slot + 1) & mask)]) {
      const at = slot * 4;
      if (hashes[at] === a && hashes[at + 1] === b && hashes[at + 2] === c && hashes[at + 3] === d)
        return known;
    }
    if (this.#size >= this.#room) return this.#grow() ? this.add(a, b, c, d, line) : NO_ROOM;
    const at = slot * 4;
    hashes[at] = a;
    hashes[at + 1] = b;
    hashes[at + 2] = c;
    hashes[at + 3] = d;
    lines[slot] = line;
    this.#size++;
    return 0;
  }

  /** Empties it and makes it fit for so many, as far as its bytes go. */
  reset(expected: number): void {
    const wanted = Math.min(this.#mostSlots, Math.max(FEWEST, powerBelow(expected / FULL) * 2));
    const has = this.#mask + 1;
    const slots = wanted <= has && has <= wanted * 4 ? has : wanted;
    if (slots === has) this.#lines.fill(0);
    else this.#take(slots);
    this.#size = 0;
  }

  #take(slots: number): void {
    this.#hashes = new Int32Array(slots * 4);
    this.#lines = new Float64Array(slots);
    this.#mask = slots - 1;
    this.#room = this.#roomFor(slots);
  }

  #roomFor(slots: number): number {
    return Math.floor(slots * (slots * 2 > this.#mostSlots ? CRAMMED : FULL));
  }

  #grow(): boolean {
    const hashes = this.#hashes;
    const lines = this.#lines;
    if (lines.length * 2 > this.#mostSlots) return false;
    this.#take(lines.length * 2);
    const mask = this.#mask;
    for (let old = 0; old < lines.length; old++) {
      const line = lines[old] as number;
      if (line === 0) continue;
      let slot = (hashes[old * 4] as number) & mask;
      while (this.#lines[slot] !== 0) slot = (slot + 1) & mask;
      this.#lines[slot] = line;
      for (let word = 0; word < 4; word++) this.#hashes[slot * 4 + word] = hashes[old * 4 + word] as number;
    }
    return true;
  }
}
