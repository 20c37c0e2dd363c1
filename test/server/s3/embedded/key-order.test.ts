import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareKeys } from '../../../../server/s3/embedded/key-order.js';

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', '\uffee', '\ue000', '\u{10000}', '\ud7ff'),
    fc.string({ unit: 'binary', maxLength: 1 }),
  ),
});

it('orders as the bytes of UTF-8 do', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: 2000 },
  );
});
