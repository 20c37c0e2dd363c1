/** Keys in the byte order of their UTF-8, without encoding them. */

/**
 * UTF-16 and UTF-8 order differ in one place: the halves of surrogate pairs (characters beyond U+FFFF) come before
 * U+E000 to U+FFFF as units and behind them as bytes. This swaps the two.
 */
const rank = (unit: number): number => {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
};

/** Negative: a comes first. */
export const compareKeys = (a: string, b: string): number => {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
};
