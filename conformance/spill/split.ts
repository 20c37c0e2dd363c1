/** How a log of hashes is dealt out: by bits that no log before it used, so that a part of a part is smaller still. */

export interface Split {
  /** A power of two. */
  readonly parts: number;
  /** Which half of the hash (0 low, 1 high), and the place of the bits in it. */
  readonly half: 0 | 1;
  readonly shift: number;
  /** Bits used up by this log and those before it. */
  readonly used: number;
}

/** From this on every part has chunks that are worth a trip to the disk. */
const MANY = 1 << 20;

/** From the highest bit down: tables find their slots by the lowest. After the last bit it starts anew. */
export function split(bytes: number, used: number): Split {
  const bits = bytes >= MANY ? 8 : 4;
  const from = used + bits > 64 ? 0 : used;
  const half = from < 32 ? 1 : 0;
  return { parts: 2 ** bits, half, shift: 32 - (from % 32) - bits, used: from + bits };
}

/** The largest power of two that is not above the number; 1 below 1. */
export const powerBelow = (number: number): number => (number < 2 ? 1 : 2 ** Math.floor(Math.log2(number)));
