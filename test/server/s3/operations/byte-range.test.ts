import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '../../../../server/s3/error-xml.js';
import { readRange } from '../../../../server/s3/operations/byte-range.js';

describe('a range', () => {
  it.each([
    [undefined, null],
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=2-5', { from: 2, to: 5 }],
    ['bytes=9-9', { from: 9, to: 9 }],
    ['bytes=5-100', { from: 5, to: 9 }],
    ['bytes=5-99999999999999999999', { from: 5, to: 9 }],
    ['bytes=0-', { from: 0, to: 9 }],
    ['bytes=-3', { from: 7, to: 9 }],
    ['bytes=-100', { from: 0, to: 9 }],
    // What S3 passes over.
    ['bytes=5-2', null],
    ['bytes=0-1,3-4', null],
    ['bytes=-', null],
    ['bytes=a-b', null],
    ['bytes=1', null],
    ['bytes=--3', null],
    ['bytes=1--3', null],
    ['bytes=0x1-3', null],
    ['items=0-1', null],
    ['', null],
  ] as const)('%j of ten bytes is %j', (header, expected) => {
    expect(readRange(header, 10)).toEqual(expected);
  });

  it.each([
    ['bytes=10-', 10],
    ['bytes=10-20', 10],
    ['bytes=-0', 10],
    ['bytes=0-', 0],
    ['bytes=0-0', 0],
    ['bytes=-5', 0],
    ['bytes=99999999999999999999-', 10],
  ] as const)('%j of %i bytes has none of them', (header, bytes) => {
    expect(() => readRange(header, bytes)).toThrow(
      expect.objectContaining({
        refusal: expect.objectContaining({
          status: 416,
          code: 'InvalidRange',
          details: [
            ['RangeRequested', header],
            ['ActualObjectSize', String(bytes)],
          ],
        }),
      }),
    );
  });

  it('is within the object or refused, whatever is asked', () => {
    const number = fc.oneof(fc.constant(''), fc.nat(20).map(String), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.nat(12), number, number, (bytes, first, last) => {
        try {
          const range = readRange(`bytes=${first}-${last}`, bytes);
          if (range === null) return;
          expect(range.from).toBeGreaterThanOrEqual(0);
          expect(range.to).toBeGreaterThanOrEqual(range.from);
          expect(range.to).toBeLessThan(bytes);
        } catch (error) {
          if (!(error instanceof RefusedError)) throw error;
        }
      }),
    );
  });
});
