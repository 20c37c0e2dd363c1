/** The framing does not depend on where the network cuts it, and nothing hostile gets more out of it than a refusal. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RefusedError } from '../../../../../server/s3/error-xml.js';
import { type ChunkEvent, readChunks } from '../../../../../server/s3/signing/body/chunk-framing.js';
import { storedEncoding } from '../../../../../server/s3/signing/body/content-encoding.js';

async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

const read = async (
  bytes: Buffer,
  sizes: readonly number[],
  length: number,
): Promise<readonly ChunkEvent[]> => {
  const events: ChunkEvent[] = [];
  const framing = { signed: false, trailer: true, length };
  for await (const event of readChunks(cut(bytes, sizes), framing)) events.push(event);
  return events;
};

const dataOf = (events: readonly ChunkEvent[]): Buffer =>
  Buffer.concat(events.flatMap((event) => (event.kind === 'data' ? [event.data] : [])));

const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 9000 })), {
  maxLength: 40,
});

it('content and trailer come out as they went in, wherever the pieces end', async () => {
  const chunks = fc.array(fc.integer({ min: 8192, max: 12_000 }), { maxLength: 3 });
  const last = fc.uint8Array({ maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(chunks, last, sizes, async (lengths, rest, pieces) => {
      const parts = [...lengths.map((length, index) => Buffer.alloc(length, index + 13)), Buffer.from(rest)];
      const framed = parts.flatMap((part) =>
        part.length === 0 ? [] : [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')],
      );
      const content = Buffer.concat(parts);
      const whole = Buffer.concat([...framed, Buffer.from('0\r\na-b: c:d \r\n\r\n')]);
      const events = await read(whole, pieces, content.length);
      expect(dataOf(events).equals(content)).toBe(true);
      expect(events.at(-1)).toEqual({ kind: 'trailer', trailer: [['a-b', 'c:d']] });
    }),
    { numRuns: 60 },
  );
});

it('any other bytes end in a refusal, and never in more content than was announced', async () => {
  const line = fc.oneof(
    fc.constantFrom('0', '1', 'a', '2000', 'ffffffff', 'x:y', '', ';', '0;chunk-signature='),
    fc.string({ maxLength: 10 }),
  );
  const bytes = fc
    .array(fc.tuple(line, fc.constantFrom('\r\n', '\n', '\r', '')))
    .map((lines) => Buffer.from(lines.flat().join('')));
  await fc.assert(
    fc.asyncProperty(bytes, sizes, async (wild, pieces) => {
      // Nothing that ends well can have three bytes of content and no line of that size.
      try {
        const events = await read(wild, pieces, 3);
        expect(dataOf(events)).toHaveLength(3);
      } catch (error) {
        expect(error).toBeInstanceOf(RefusedError);
      }
    }),
  );
});

it('holds no more of a line than it may be long', async () => {
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      given += 50;
      yield Buffer.alloc(50, '1');
    }
  }
  const events = readChunks(endless(), { signed: false, trailer: true, length: 3 });
  await expect(events.next()).rejects.toBeInstanceOf(RefusedError);
  expect(given).toBeLessThan(1000);
});

it.each([
  [undefined, null],
  ['', null],
  ['aws-chunked', null],
  ['AWS-Chunked', null],
  ['gzip', 'gzip'],
  ['aws-chunked,gzip', 'gzip'],
  ['gzip, aws-chunked', 'gzip'],
  ['gzip, aws-chunked, br', 'gzip,br'],
])('of the content encoding %s remains %s', (sent, stored) => {
  expect(storedEncoding(sent)).toBe(stored);
});
