/** A set of keys answers as a plain Set does, in memory and on disk. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { KeyCollector } from '../../../conformance/spill/key-collector.js';
import { KeyFinder } from '../../../conformance/spill/key-finder.js';
import type { KeyData } from '../../../conformance/spill/key-data.js';
import { SpillError } from '../../../conformance/spill/spill-error.js';
import { SpillFolder } from '../../../conformance/spill/spill-folder.js';

const tempDir = mkdtempSync(join(tmpdir(), 'key-set-'));
afterAll(() => rmSync(tempDir, { recursive: true }));

function setOf(keys: readonly Uint8Array[], budget: number, folder: SpillFolder): KeyData {
  const collector = new KeyCollector(budget, folder, tempDir);
  for (const key of keys) collector.add(key, key.length);
  return collector.finish();
}

/** Few different bytes, so that keys share beginnings and repeat; some are longer than one byte can say. */
const aKey = fc.oneof(
  fc.uint8Array({ maxLength: 3, max: 2 }),
  fc.uint8Array({ maxLength: 12 }),
  fc.integer({ min: 250, max: 700 }).map((length) => new Uint8Array(length).fill(length % 5)),
);
const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex');

describe.each([
  ['in memory', 1 << 20],
  ['on disk, from the first key on', 0],
  ['on disk, from the middle on', 300],
])('%s', (_name, budget) => {
  it('finds what was added and nothing else', () => {
    fc.assert(
      fc.property(fc.array(aKey, { maxLength: 200 }), fc.array(aKey, { maxLength: 50 }), (keys, others) => {
        const folder = new SpillFolder(tempDir);
        try {
          const data = setOf(keys, budget, folder);
          const finder = new KeyFinder(data);
          const known = new Set(keys.map(hex));
          expect(data.size).toBe(known.size);
          for (const key of [...keys, ...others])
            expect(finder.has(key, key.length)).toBe(known.has(hex(key)));
        } finally {
          folder.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});

it('keeps to disk what is beyond its budget, and takes it away', () => {
  const folder = new SpillFolder(tempDir);
  const keys = Array.from({ length: 50_000 }, (_, index) => Buffer.from(String(index)));
  const data = setOf(keys, 10_000, folder);
  expect(data.bytes).toBeNull();
  expect(data.size).toBe(50_000);
  const finder = new KeyFinder(data);
  const probe = (text: string): boolean => finder.has(Buffer.from(text), text.length);
  expect(keys.every((key) => finder.has(key, key.length))).toBe(true);
  expect(['50000', '-1', '', '007', '4999x'].map(probe)).toEqual([false, false, false, false, false]);
  folder.close();
  expect(readdirSync(tempDir)).toEqual([]);
  expect(() => new KeyFinder(data).has(Buffer.from('12345'), 5)).toThrow(SpillError);
});
