/** Which hashes repeat, against a Map that counts, with so little memory that the disk and parts of parts are used. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RepeatedHashes } from '../../../conformance/spill/repeated-hashes.js';
import { SpillFolder } from '../../../conformance/spill/spill-folder.js';

type Pair = readonly [low: number, high: number];

let tempDir = '';

beforeEach(() => {
  tempDir = mkdtempSync(join(tmpdir(), 'cqube-conform-repeated-'));
});

afterEach(() => {
  rmSync(tempDir, { recursive: true, force: true });
});

const name = ([low, high]: Pair): string => `${low}/${high}`;

interface Outcome {
  /** Repeated hashes that were not called so: never any. */
  readonly missed: number;
  /** Others that were: none while suspects fit in memory. */
  readonly added: number;
  readonly isEmpty: boolean;
  readonly spilled: number;
}

async function settle(pairs: readonly Pair[], bytes: number): Promise<Outcome> {
  const folder = new SpillFolder(tempDir);
  const hashes = new RepeatedHashes(bytes, folder);
  const times = new Map<string, number>();
  for (const pair of pairs) {
    hashes.add(...pair);
    times.set(name(pair), (times.get(name(pair)) ?? 0) + 1);
  }
  const suspects = await hashes.settle();
  const spilled = folder.written;
  folder.close();
  expect(readdirSync(tempDir), 'files are left').toEqual([]);
  let missed = 0;
  let added = 0;
  for (const pair of pairs) {
    const repeats = (times.get(name(pair)) ?? 0) > 1;
    if (repeats && !suspects.has(...pair)) missed++;
    if (!repeats && suspects.has(...pair)) added++;
  }
  return { missed, added, isEmpty: suspects.isEmpty, spilled };
}

/** A finaliser of MurmurHash3: different numbers give different words. */
function mix(number: number): number {
  let mixed = number ^ (number >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

const spread = (number: number): Pair => [mix(number), mix(number ^ 0x5bd1e995)];
const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);
const word = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom(0x7fffffff, -0x80000000, 0x0fffffff, 0x10000000, 0x00ffffff, 0x01000000),
  fc.integer({ min: -0x80000000, max: 0x7fffffff }),
);

describe('repeated hashes', () => {
  it('are those that a map counts twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(word, word), { maxLength: 600 }),
        fc.constantFrom(0, 512, 4096, 1 << 20),
        async (pairs, bytes) => {
          const { missed, added, isEmpty } = await settle(pairs, bytes);
          const repeats = new Set(pairs.map(name)).size < pairs.length;
          expect({ missed, isEmpty }).toEqual({ missed: 0, isEmpty: !repeats });
          if (bytes === 1 << 20) expect(added).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    [10_000, 'no memory to speak of', 0],
    [20_000, '4 KB', 4096],
    [60_000, '64 KB', 1 << 16],
    [300_000, '2 MB', 2 << 20],
  ])('are told exactly among %i in %s', async (count, _title, bytes) => {
    const unique = numbers(count).map(spread);
    const clean = await settle(unique, bytes);
    expect(clean).toMatchObject({ missed: 0, added: 0, isEmpty: true });
    expect(clean.spilled).toBeGreaterThan(count);
    // Zero, both signs, and a hash of each part.
    const planted: Pair[] = [[0, 0], [-1, -1], ...numbers(256).map((part): Pair => [part, part << 24])];
    const found = await settle([...planted, ...unique, ...planted], bytes);
    expect([found.missed, found.isEmpty]).toEqual([0, false]);
    if (bytes >= 1 << 16) expect(found.added).toBe(0);
  });

  it('never pile up where all are equal', async () => {
    const equal = numbers(50_000).map((): Pair => [3, 4]);
    expect(await settle(equal, 4096)).toMatchObject({ missed: 0, isEmpty: false });
  });

  it('are found in parts that differ in the last bits only', async () => {
    const low = numbers(3000).map((number): Pair => [number, 0]);
    expect(await settle(low, 2048)).toMatchObject({ missed: 0, isEmpty: true });
    const high = numbers(3000).map((number): Pair => [5, number]);
    expect(await settle([...high, [5, 77]], 2048)).toMatchObject({ missed: 0, isEmpty: false });
  });
});
