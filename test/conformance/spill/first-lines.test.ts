/** The first line of each hash, as a Map remembers it, until there is no room. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FirstLines, NO_ROOM } from '../../../conformance/spill/first-lines.js';

const word = fc.oneof(
  fc.integer({ min: -1, max: 1 }),
  fc.constantFrom(1024, -1024, 0x7fffffff, -0x80000000),
  fc.integer({ min: -0x80000000, max: 0x7fffffff }),
);
const hash = fc.tuple(word, word, fc.constantFrom(0, 1), fc.constantFrom(0, 1));

describe('first lines', () => {
  it('are those that a map keeps; what found no room never finds it later', () => {
    fc.assert(
      fc.property(
        fc.array(hash, { maxLength: 300 }),
        fc.integer({ min: 1, max: 2 ** 52 }),
        fc.constantFrom(0, 1024, 1 << 20),
        (hashes, from, bytes) => {
          const lines = new FirstLines(bytes);
          const known = new Map<string, number>();
          const refused = new Set<string>();
          hashes.forEach((words, index) => {
            const key = words.join('/');
            const found = lines.add(...words, from + index);
            const expected = known.get(key);
            if (expected !== undefined) expect(found).toBe(expected);
            else if (found === NO_ROOM) refused.add(key);
            else {
              expect([found, refused.has(key)]).toEqual([0, false]);
              known.set(key, from + index);
            }
          });
          if (bytes === 1 << 20) expect(refused.size).toBe(0);
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
    const lines = new FirstLines(1 << 26);
    let wrong = 0;
    for (let number = 0; number < count; number++)
      if (lines.add(...pairOf(number), 0, 0, number + 1) !== 0) wrong++;
    for (let number = 0; number < count; number++)
      if (lines.add(...pairOf(number), 0, 0, count + 1) !== number + 1) wrong++;
    expect(wrong).toBe(0);
  });

  it('are forgotten by a reset', () => {
    const lines = new FirstLines(1 << 16);
    for (const expected of [10, 2000, 0]) {
      expect(lines.add(1, 2, 3, 4, 9)).toBe(0);
      lines.reset(expected);
    }
  });
});
