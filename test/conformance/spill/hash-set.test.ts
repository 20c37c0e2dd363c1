/** A set of 64 bit hashes behaves as a Set of pairs does, until it is full. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADD, HashSet } from '../../../conformance/spill/hash-set.js';

/** Few values, so that hashes meet; zero and the sign bit are special to slots. */
const half = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, -1, 4096, -4096, 0x7fffffff, -0x80000000),
  fc.integer({ min: -0x80000000, max: 0x7fffffff }),
);
const hash = fc.tuple(half, half);
const name = ([low, high]: readonly [number, number]): string => `${low}/${high}`;

describe('hash set', () => {
  it('says what a set of pairs says, and of what does not fit that it is full', () => {
    fc.assert(
      fc.property(
        fc.array(hash, { maxLength: 300 }),
        fc.array(hash, { maxLength: 20 }),
        fc.constantFrom(0, 256, 1024, 1 << 20),
        (added, asked, bytes) => {
          const set = new HashSet(bytes);
          const known = new Set<string>();
          for (const pair of added) {
            const result = set.add(...pair);
            expect(result === ADD.seen).toBe(known.has(name(pair)));
            if (result !== ADD.full) known.add(name(pair));
            expect(set.size).toBe(known.size);
          }
          for (const pair of [...added, ...asked]) expect(set.has(...pair)).toBe(known.has(name(pair)));
          const listed: string[] = [];
          set.each((...pair) => listed.push(name(pair)));
          expect(listed.toSorted()).toEqual([...known].toSorted());
        },
      ),
    );
  });

  it('keeps zero apart from nothing', () => {
    const set = new HashSet(1024);
    expect([set.size, set.has(0, 0)]).toEqual([0, false]);
    expect([set.add(0, 0), set.add(0, 0), set.has(0, 0), set.size]).toEqual([ADD.new, ADD.seen, true, 1]);
    expect([set.add(0, 1), set.add(1, 0), set.size]).toEqual([ADD.new, ADD.new, 3]);
  });

  it('is full at three quarters of its slots, and knows what is in it then', () => {
    const set = new HashSet(128 * 8);
    let full = 0;
    for (let number = 1; number <= 200; number++) if (set.add(number, 7) === ADD.full) full++;
    expect({ size: set.size, full }).toEqual({ size: 96, full: 104 });
    expect([set.add(96, 7), set.add(97, 7), set.add(0, 0)]).toEqual([ADD.seen, ADD.full, ADD.new]);
  });

  it('is as new after a reset, whatever size is asked for', () => {
    const set = new HashSet(1 << 16);
    for (const expected of [0, 5000, 10, 100_000, 3]) {
      for (let number = 0; number < 500; number++) set.add(Math.imul(number, 0x9e3779b1), number);
      set.reset(expected);
      expect([set.size, set.has(0, 0), set.has(Math.imul(499, 0x9e3779b1), 499)]).toEqual([0, false, false]);
    }
  });

  it.each([
    ['spread', (number: number): readonly [number, number] => [Math.imul(number, 0x9e3779b1), number]],
    ['all of one slot', (number: number): readonly [number, number] => [5, number]],
    ['low halves of zero', (number: number): readonly [number, number] => [0, number + 1]],
  ])('holds hashes that are %s while it grows', (title, pairOf) => {
    const count = title === 'spread' ? 200_000 : 6000;
    const set = new HashSet(1 << 26);
    let seenEarly = 0;
    for (let number = 0; number < count; number++) if (set.add(...pairOf(number)) !== ADD.new) seenEarly++;
    let lost = 0;
    for (let number = 0; number < count; number++)
      if (!set.has(...pairOf(number)) || set.add(...pairOf(number)) !== ADD.seen) lost++;
    expect({ seenEarly, lost, size: set.size }).toEqual({ seenEarly: 0, lost: 0, size: count });
    expect(set.has(...pairOf(count))).toBe(false);
  });
});
