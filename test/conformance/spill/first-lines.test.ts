/** The first line of each hash, as a Map of pairs remembers it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FirstLines } from '../../../conformance/scan/first-lines.js';

const half = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom(1024, -1024, 0x7fffffff, -0x80000000),
  fc.integer(),
);
const hash = fc.tuple(half, half);

describe('first lines', () => {
  it('are those that a map of pairs keeps', () => {
    fc.assert(
      fc.property(
        fc.array(hash, { maxLength: 300 }),
        fc.integer({ min: 1, max: 0xfffffe00 }),
        (hashes, from) => {
          const lines = new FirstLines();
          const known = new Map<string, number>();
          hashes.forEach(([low, high], index) => {
            const key = `${low | 0}/${high | 0}`;
            expect(lines.add(low | 0, high | 0, from + index)).toBe(known.get(key) ?? null);
            if (!known.has(key)) known.set(key, from + index);
          });
        },
      ),
    );
  });

  it.each([
    [
      'spread',
      150_000,
      (number: number): readonly [number, number] => [Math.imul(number, 0x9e3779b1), number],
    ],
    ['all of one slot', 5000, (number: number): readonly [number, number] => [7, number]],
  ])('outlive growth, hashes %s', (_title, count, pairOf) => {
    const lines = new FirstLines();
    let wrong = 0;
    for (let number = 0; number < count; number++)
      if (lines.add(...pairOf(number), number + 1) !== null) wrong++;
    for (let number = 0; number < count; number++)
      if (lines.add(...pairOf(number), count + 1) !== number + 1) wrong++;
    expect(wrong).toBe(0);
  });
});
