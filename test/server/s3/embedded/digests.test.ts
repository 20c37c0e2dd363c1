import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { createDigestWorker, type Digesting } from '../../../../server/s3/embedded/digests.js';

const worker = createDigestWorker();
afterEach(() => worker.close());

const hex = (algorithm: string, bytes: Uint8Array): string =>
  createHash(algorithm).update(bytes).digest('hex');

const expected = (bytes: Uint8Array) => ({ md5: hex('md5', bytes), sha256: hex('sha256', bytes) });

async function digest(digesting: Digesting, bytes: Uint8Array, sizes: readonly number[]) {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    await digesting.add(bytes.subarray(at, at + size));
    at += size;
  }
  return digesting.finish();
}

const BATCH = 256 * 1024;

it.each([0, 1, BATCH - 1, BATCH, BATCH + 1, 3 * BATCH, 20 * BATCH + 7])(
  'are those of %i bytes',
  async (count) => {
    const bytes = randomBytes(count);
    expect(await digest(worker.open(), bytes, [65_536])).toEqual(expected(bytes));
  },
);

it('do not depend on how the bytes are cut', async () => {
  const bytes = randomBytes(5 * BATCH + 11);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1000, max: 3 * BATCH }), { minLength: 1 }), async (sizes) => {
      expect(await digest(worker.open(), bytes, sizes)).toEqual(expected(bytes));
    }),
    { numRuns: 20 },
  );
});

it('of many uploads at once are kept apart, also where some are given up', async () => {
  const uploads = Array.from({ length: 30 }, () => randomBytes(2 * BATCH + 5));
  const given = Array.from({ length: 10 }, () => worker.open());
  for (const upload of given) await upload.add(randomBytes(BATCH));
  const found = uploads.map((bytes) => digest(worker.open(), bytes, [40_000]));
  for (const upload of given) upload.drop();
  expect(await Promise.all(found)).toEqual(uploads.map(expected));
});

it('tell a thread that has ended instead of waiting for it', async () => {
  const digesting = worker.open();
  await digesting.add(randomBytes(4 * BATCH));
  const finished = digesting.finish();
  await worker.close();
  await expect(finished).rejects.toThrow('ended');
});
