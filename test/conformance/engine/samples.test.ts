import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Samples } from '../../../conformance/engine/samples.js';

/** Offers the numbers below `count`, as a group of findings does. */
function offer(count: number, limit: number): Samples<number> {
  const samples = new Samples<number>(limit);
  for (let number = 0; number < count; number += 1) if (samples.wants()) samples.keep(number);
  return samples;
}

const counts = fc.integer({ min: 1, max: 5000 });
const limits = fc.integer({ min: 1, max: 40 });

describe('samples', () => {
  it('are all there as long as they fit', () => {
    fc.assert(
      fc.property(limits, limits, (a, b) => {
        const [count, limit] = [Math.min(a, b), Math.max(a, b)];
        expect(offer(count, limit).kept).toEqual(Array.from({ length: count }, (_, index) => index));
      }),
    );
  });

  it('never are more than the limit, at no moment', () => {
    fc.assert(
      fc.property(counts, limits, (count, limit) => {
        const samples = new Samples<number>(limit);
        let most = 0;
        for (let number = 0; number < count; number += 1) {
          if (samples.wants()) samples.keep(number);
          most = Math.max(most, samples.kept.length);
        }
        expect(most).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('begin with the first and count every one', () => {
    fc.assert(
      fc.property(counts, limits, (count, limit) => {
        const samples = offer(count, limit);
        expect([samples.kept[0], samples.offered]).toEqual([0, count]);
      }),
    );
  });

  it('have equal gaps, and none is wider at the end', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 40 }), (count, limit) => {
        const { kept } = offer(count, limit);
        const gap = (kept[1] ?? count) - (kept[0] ?? 0);
        expect(kept).toEqual(kept.map((_, index) => index * gap));
        expect(count - (kept.at(-1) ?? 0)).toBeLessThanOrEqual(gap);
      }),
    );
  });

  it('use at least half of the limit once it was reached', () => {
    fc.assert(
      fc.property(counts, limits, (count, limit) => {
        fc.pre(count >= limit);
        expect(offer(count, limit).kept.length).toBeGreaterThanOrEqual(limit / 2);
      }),
    );
  });

  it('are the same at every run', () => {
    fc.assert(
      fc.property(counts, limits, (count, limit) => {
        expect(offer(count, limit).kept).toEqual(offer(count, limit).kept);
      }),
    );
  });

  it('are built only when wanted: a few for a million', () => {
    const samples = new Samples<number>(20);
    let built = 0;
    for (let number = 0; number < 1_000_000; number += 1) {
      if (!samples.wants()) continue;
      built += 1;
      samples.keep(number);
    }
    expect(built).toBeLessThan(20 * 20);
    expect(samples.offered).toBe(1_000_000);
    expect(samples.kept.at(-1)).toBeGreaterThan(900_000);
  });
});
