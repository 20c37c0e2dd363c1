/** The window over a stream shows the bytes in order, whatever is read and forgotten. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteStream } from '../../../conformance/scan/byte-stream.js';
import { chunked } from '../../support/check-csv.js';

/** Yields each part and notes when it is closed. */
function source(parts: readonly Uint8Array[]): {
  chunks: AsyncIterable<Uint8Array>;
  state: { closed: boolean };
} {
  const state = { closed: false };
  // eslint-disable-next-line typescript/require-await
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield* parts;
    } finally {
      state.closed = true;
    }
  }
  return { chunks: chunks(), state };
}

const part = fc.uint8Array({ maxLength: 20 });

describe('byte stream', () => {
  it('shows all bytes, each until it is consumed, and one to spare', async () => {
    const shares = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), shares, async (parts, consumed) => {
        const whole = Uint8Array.from(Buffer.concat(parts));
        const stream = new ByteStream(source(parts).chunks);
        let forgotten = 0;
        while (!stream.ended) {
          await stream.fill();
          const window = Uint8Array.from(stream.bytes.subarray(0, stream.length));
          expect(window).toEqual(whole.slice(forgotten, stream.total));
          expect(stream.bytes.length).toBeGreaterThan(stream.length);
          // Whoever scans writes into the spare byte.
          stream.bytes[stream.length] = 0x0a;
          const count = Math.floor((consumed.next().value ?? 0) * stream.length);
          stream.consume(count);
          forgotten += count;
        }
        expect(stream.total).toBe(whole.length);
        expect(forgotten + stream.length).toBe(whole.length);
      }),
    );
  });

  it('ends at once without a byte', async () => {
    const stream = new ByteStream(chunked(new Uint8Array(0)));
    await stream.fill();
    expect({ ended: stream.ended, length: stream.length, spare: stream.bytes.length > 0 }).toEqual({
      ended: true,
      length: 0,
      spare: true,
    });
  });

  it('does not change the chunks that it is given', async () => {
    const parts = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)];
    const stream = new ByteStream(source(parts).chunks);
    while (!stream.ended) {
      await stream.fill();
      stream.bytes[stream.length] = 9;
      stream.consume(stream.length);
    }
    expect(parts).toEqual([Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)]);
  });

  it('closes its source early', async () => {
    const { chunks, state } = source([Uint8Array.of(1), Uint8Array.of(2)]);
    const stream = new ByteStream(chunks);
    await stream.fill();
    expect(state.closed).toBe(false);
    await stream.close();
    expect(state.closed).toBe(true);
  });

  it('hands on what its source throws', async () => {
    // eslint-disable-next-line typescript/require-await
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(1);
      throw new Error('the disk is gone');
    }
    const stream = new ByteStream(broken());
    await stream.fill();
    await expect(stream.fill()).rejects.toThrow('the disk is gone');
  });
});
