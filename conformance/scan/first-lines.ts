/** Remembers, for each 64 bit hash, the line on which it was first seen: 12 bytes a slot, open addressing. */

const FIRST_SLOTS = 1 << 10;
const FULL = 0.6;

export class FirstLines {
  #low = new Int32Array(FIRST_SLOTS);
  #high = new Int32Array(FIRST_SLOTS);
  /** 0: the slot is free (lines count from 1). */
  #line = new Uint32Array(FIRST_SLOTS);
  #mask = FIRST_SLOTS - 1;
  #size = 0;

  /** The line on which the hash was seen first, or null if this is the first. */
  add(low: number, high: number, line: number): number | null {
    let slot = low & this.#mask;
    for (let known = this.#line[slot]; known; known = this.#line[(slot = (slot + 1) & this.#mask)]) {
      if (this.#low[slot] === low && this.#high[slot] === high) return known;
    }
    this.#low[slot] = low;
    this.#high[slot] = high;
    this.#line[slot] = line;
    if (++this.#size > (this.#mask + 1) * FULL) this.#grow();
    return null;
  }

  #grow(): void {
    const [low, high, line] = [this.#low, this.#high, this.#line];
    const slots = (this.#mask + 1) * 2;
    this.#mask = slots - 1;
    this.#low = new Int32Array(slots);
    this.#high = new Int32Array(slots);
    this.#line = new Uint32Array(slots);
    for (let old = 0; old < line.length; old++) {
      if (line[old] === 0) continue;
      let slot = (low[old] ?? 0) & this.#mask;
      while (this.#line[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#low[slot] = low[old] ?? 0;
      this.#high[slot] = high[old] ?? 0;
      this.#line[slot] = line[old] ?? 0;
    }
  }
}
