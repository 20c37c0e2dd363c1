/** A set of 64 bit hashes, open addressing, 8 bytes a slot side by side, within a number of bytes. */
import { powerBelow } from './split.js';

/** Slots double when this share is taken ... */
const FULL = 0.6;
/** ... and where they may not double any more, this share is the end. */
const CRAMMED = 0.75;
const FEWEST = 16;
const MOST = 1 << 28;

export const ADD = { new: 0, seen: 1, full: 2 } as const;

export class HashSet {
  readonly #mostSlots: number;
  #slots: Int32Array;
  #mask: number;
  #room: number;
  #size = 0;
  #hasZero = false;

  /** While it moves to twice its slots it takes half as much again as these bytes at most. */
  constructor(bytes: number) {
    this.#mostSlots = Math.min(MOST, Math.max(FEWEST, powerBelow(bytes / 8)));
    this.#slots = new Int32Array(FEWEST * 2);
    this.#mask = FEWEST - 1;
    this.#room = this.#roomFor(FEWEST);
  }

  get size(): number {
    return this.#size + (this.#hasZero ? 1 : 0);
  }

  /** `new`: it was not in it and is now; `full`: it is not in it and does not go in. */
  add(low: number, high: number): 0 | 1 | 2 {
    if (low === 0 && high === 0) {
      const seen = this.#hasZero;
      this.#hasZero = true;
      return seen ? ADD.seen : ADD.new;
    }
    const slots = this.#slots;
    const mask = this.#mask;
    let slot = low & mask;
    for (;;) {
      const known = slots[slot * 2] as number;
      const knownHigh = slots[slot * 2 + 1] as number;
      if (known === low && knownHigh === high) return ADD.seen;
      if (known === 0 && knownHigh === 0) break;
      slot = (slot + 1) & mask;
    }
    if (this.#size >= this.#room) return this.#grow() ? this.add(low, high) : ADD.full;
    slots[slot * 2] = low;
    slots[slot * 2 + 1] = high;
    this.#size++;
    return ADD.new;
  }

  has(low: number, high: number): boolean {
    if (low === 0 && high === 0) return this.#hasZero;
    const slots = this.#slots;
    const mask = this.#mask;
    let slot = low & mask;
    for (;;) {
      const known = slots[slot * 2] as number;
      const knownHigh = slots[slot * 2 + 1] as number;
      if (known === low && knownHigh === high) return true;
      if (known === 0 && knownHigh === 0) return false;
      slot = (slot + 1) & mask;
    }
  }

  /** Everything in it. */
  each(visit: (low: number, high: number) => void): void {
    if (this.#hasZero) visit(0, 0);
    const slots = this.#slots;
    for (let at = 0; at < slots.length; at += 2) {
      const [low, high] = [slots[at] as number, slots[at + 1] as number];
      if (low !== 0 || high !== 0) visit(low, high);
    }
  }

  /** Empties it and makes it fit for so many, as far as its bytes go. */
  reset(expected: number): void {
    const wanted = Math.min(this.#mostSlots, Math.max(FEWEST, powerBelow(expected / FULL) * 2));
    const has = this.#mask + 1;
    const slots = wanted <= has && has <= wanted * 4 ? has : wanted;
    if (slots === has) this.#slots.fill(0);
    else this.#slots = new Int32Array(slots * 2);
    this.#mask = slots - 1;
    this.#room = this.#roomFor(slots);
    this.#size = 0;
    this.#hasZero = false;
  }

  #roomFor(slots: number): number {
    return Math.floor(slots * (slots * 2 > this.#mostSlots ? CRAMMED : FULL));
  }

  #grow(): boolean {
    const old = this.#slots;
    const slots = (this.#mask + 1) * 2;
    if (slots > this.#mostSlots) return false;
    const grown = new Int32Array(slots * 2);
    const mask = slots - 1;
    for (let at = 0; at < old.length; at += 2) {
      const [low, high] = [old[at] as number, old[at + 1] as number];
      if (low === 0 && high === 0) continue;
      let slot = low & mask;
      while (grown[slot * 2] !== 0 || grown[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
      grown[slot * 2] = low;
      grown[slot * 2 + 1] = high;
    }
    this.#slots = grown;
    this.#mask = mask;
    this.#room = this.#roomFor(slots);
    return true;
  }
}
