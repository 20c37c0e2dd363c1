import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inPieces } from '../../../bin/pack/zip-csv.js';

/** What the system hands out at a time is no business of zlib. */
it('cuts into equal pieces whatever comes in', async () => {
  const size = 256 * 1024;
  const lengths = fc.array(fc.integer({ min: 0, max: 3 * size }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(lengths, async (chunks) => {
      const all = Buffer.alloc(chunks.reduce((sum, length) => sum + length, 0)).map((_, at) => at % 251);
      const source = async function* source() {
        let at = 0;
        for (const length of chunks) {
          yield all.subarray(at, at + length);
          at += length;
        }
      };
      const pieces: Uint8Array[] = [];
      for await (const piece of inPieces(source())) pieces.push(piece);
      expect(pieces.slice(0, -1).every((piece) => piece.length === size)).toBe(true);
      expect(pieces.every((piece) => piece.length > 0)).toBe(true);
      expect(Buffer.concat(pieces).equals(all)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
