/** A set of 64 bit hashes behaves as a Set of pairs does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyIndex } from '../../../conformance/scan/key-index.js';

/** Few values, so that hashes meet; zero and the sign bit are special to slots. */
const half = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, -1, 4096, -4096, 0x7fffffff, -0x80000000),
  fc.integer({ min: -0x80000000, max: 0x7fffffff }),
);
const hash = fc.tuple(half, half);
const name = ([low, high]: readonly [number, number]): string => `${low}/${high}`;

describe('key index', () => {
  it('says what a set of pairs says', () => {
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 200 }), fc.array(hash, { maxLength: 20 }), (added, asked) => {
        const index = new KeyIndex();
        const known = new Set<string>();
        for (const pair of added) {
          expect(index.add(...pair)).toBe(known.has(name(pair)));
          known.add(name(pair));
          expect(index.size).toBe(known.size);
        }
        for (const pair of [...added, ...asked]) expect(index.has(...pair)).toBe(known.has(name(pair)));
      }),
    );
  });

  it('keeps zero apart from nothing', () => {
    const index = new KeyIndex();
    expect([index.size, index.has(0, 0)]).toEqual([0, false]);
    expect([index.add(0, 0), index.add(0, 0), index.has(0, 0), index.size]).toEqual([false, true, true, 1]);
    expect([index.add(0, 1), index.add(1, 0), index.size]).toEqual([false, false, 3]);
  });

  it.each([
    ['spread', (number: number): readonly [number, number] => [Math.imul(number, 0x9e3779b1), number]],
    ['all of one slot', (number: number): readonly [number, number] => [5, number]],
    ['low halves of zero', (number: number): readonly [number, number] => [0, number + 1]],
  ])('holds hashes that are %s while it grows', (title, pairOf) => {
    const count = title === 'spread' ? 200_000 : 6000;
    const index = new KeyIndex();
    let seenEarly = 0;
    for (let number = 0; number < count; number++) if (index.add(...pairOf(number))) seenEarly++;
    let lost = 0;
    for (let number = 0; number < count; number++)
      if (!index.has(...pairOf(number)) || !index.add(...pairOf(number))) lost++;
    expect({ seenEarly, lost, size: index.size }).toEqual({ seenEarly: 0, lost: 0, size: count });
    expect(index.has(...pairOf(count))).toBe(false);
  });
});
