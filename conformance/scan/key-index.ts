/**
 * A set of 64 bit hashes in typed arrays, open addressing: 8 bytes a slot, no object a row. It knows no false "new":
 * a hash that it calls new was never added. A hash that it calls seen may be a collision, so whoever asks verifies.
 */

const FIRST_SLOTS = 1 << 12;
/** Slots double when this share is taken. */
const FULL = 0.6;

export class KeyIndex {
  #low = new Int32Array(FIRST_SLOTS);
  #high = new Int32Array(FIRST_SLOTS);
  #mask = FIRST_SLOTS - 1;
  #size = 0;
  #hasZero = false;

  get size(): number {
    return this.#size + (this.#hasZero ? 1 : 0);
  }

  /** true: this hash was added before. */
  add(low: number, high: number): boolean {
    if (low === 0 && high === 0) {
      const seen = this.#hasZero;
      this.#hasZero = true;
      return seen;
    }
    let slot = low & this.#mask;
    while (this.#low[slot] !== 0 || this.#high[slot] !== 0) {
      if (this.#low[slot] === low && this.#high[slot] === high) return true;
      slot = (slot + 1) & this.#mask;
    }
    this.#low[slot] = low;
    this.#high[slot] = high;
    if (++this.#size > (this.#mask + 1) * FULL) this.#grow();
    return false;
  }

  has(low: number, high: number): boolean {
    if (low === 0 && high === 0) return this.#hasZero;
    let slot = low & this.#mask;
    while (this.#low[slot] !== 0 || this.#high[slot] !== 0) {
      if (this.#low[slot] === low && this.#high[slot] === high) return true;
      slot = (slot + 1) & this.#mask;
    }
    return false;
  }

  #grow(): void {
    const [low, high] = [this.#low, this.#high];
    this.#mask = this.#mask * 2 + 1;
    this.#low = new Int32Array(this.#mask + 1);
    this.#high = new Int32Array(this.#mask + 1);
    for (let old = 0; old < low.length; old++) {
      const [a, b] = [low[old] ?? 0, high[old] ?? 0];
      if (a === 0 && b === 0) continue;
      let slot = a & this.#mask;
      while (this.#low[slot] !== 0 || this.#high[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#low[slot] = a;
      this.#high[slot] = b;
    }
  }
}
