/** First lines and kinds of suspect rows, against maps of strings, with and without memory for them. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RepeatedRows } from '../../../conformance/spill/repeated-rows.js';
import type { Duplicate } from '../../../conformance/spill/repeated-rows.js';
import { SpillFolder } from '../../../conformance/spill/spill-folder.js';

let tempDir = '';

beforeEach(() => {
  tempDir = mkdtempSync(join(tmpdir(), 'cqube-conform-rows-'));
});

afterEach(() => {
  rmSync(tempDir, { recursive: true, force: true });
});

interface Row {
  readonly key: number;
  readonly rest: number;
  readonly keyed: boolean;
}

type Found = Duplicate & { readonly line: number };

/** A finaliser of MurmurHash3, salted. */
function mix(number: number, salt: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b) ^ Math.imul(salt, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Row n stands on line `first` + n. */
async function ours(rows: readonly Row[], bytes: number, first: number) {
  const folder = new SpillFolder(tempDir);
  const search = new RepeatedRows(bytes, first + rows.length, folder);
  const found: Found[] = [];
  const each = (judge: (row: Row, line: number) => Duplicate | null): void =>
    rows.forEach((row, index) => {
      const duplicate = judge(row, first + index);
      if (duplicate) found.push({ ...duplicate, line: first + index });
    });
  each(({ key, rest, keyed }, line) => {
    const whole = key * 1000 + rest;
    const identity = keyed ? key : -1 - whole;
    const hashes = [
      mix(identity, 1),
      mix(identity, 2),
      mix(identity, 3),
      mix(identity, 4),
      mix(whole, 5),
      mix(whole, 6),
    ];
    return search.judge(Int32Array.from(hashes), keyed, line);
  });
  const putOff = search.owesAnswers;
  if (putOff) {
    await search.settle();
    each((_row, line) => search.recall(line));
  }
  folder.close();
  expect(readdirSync(tempDir), 'files are left').toEqual([]);
  return { found, putOff, spilled: folder.written };
}

function naive(rows: readonly Row[], first: number): Found[] {
  const keys = new Map<number, number>();
  const wholes = new Map<string, number>();
  const found: Found[] = [];
  rows.forEach(({ key, rest, keyed }, index) => {
    const line = first + index;
    const whole = `${key}/${rest}/${keyed}`;
    const [sameRow, sameKey] = [wholes.get(whole), keyed ? keys.get(key) : undefined];
    if (sameRow !== undefined) found.push({ kind: 'duplicate-row', firstLine: sameRow, line });
    else if (sameKey !== undefined) found.push({ kind: 'duplicate-key', firstLine: sameKey, line });
    if (sameRow === undefined) wholes.set(whole, line);
    if (keyed && sameKey === undefined) keys.set(key, line);
  });
  return found;
}

describe('repeated rows', () => {
  it('are those that maps find, in the order of their lines', async () => {
    const row = fc.record({
      key: fc.integer({ min: 0, max: 60 }),
      rest: fc.integer({ min: 0, max: 4 }),
      keyed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 500 }),
        fc.constantFrom(0, 6000, 1 << 20),
        fc.constantFrom(1, 2, 5000, 2 ** 32 - 100, 2 ** 40),
        async (rows, bytes, first) => {
          const { found, putOff } = await ours(
            rows,
            bytes,
            bytes === 1 << 20 ? first : Math.min(first, 5000),
          );
          expect(found).toEqual(naive(rows, bytes === 1 << 20 ? first : Math.min(first, 5000)));
          if (bytes === 1 << 20) expect(putOff).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  const many = (rowOf: (index: number) => Row): Row[] =>
    Array.from({ length: 60_000 }, (_, index) => rowOf(index));

  it.each<[string, Row[]]>([
    ['each row twice in a row', many((index) => ({ key: index >> 1, rest: 0, keyed: true }))],
    ['the second half repeats the first', many((index) => ({ key: index % 30_000, rest: 0, keyed: true }))],
    [
      'each key with many rows',
      many((index) => ({ key: index % 300, rest: (index / 400) | 0, keyed: true })),
    ],
    ['one key, all rows different', many((index) => ({ key: 7, rest: index, keyed: true }))],
    ['no keys', many((index) => ({ key: index % 20_000, rest: 0, keyed: false }))],
  ])('are exact beyond memory: %s', async (_title, rows) => {
    const { found, putOff, spilled } = await ours(rows, 100_000, 2);
    expect({ putOff, spills: spilled > 500_000 }).toEqual({ putOff: true, spills: true });
    const expected = naive(rows, 2);
    expect(found.length).toBe(expected.length);
    expect(found).toEqual(expected);
  });

  it('need little memory where all are equal', async () => {
    const rows = many(() => ({ key: 1, rest: 1, keyed: true }));
    const { found, putOff } = await ours(rows, 4096, 2);
    expect([found.length, found.at(-1)?.firstLine, putOff]).toEqual([59_999, 2, false]);
  });

  it('name lines above 32 bits, beyond memory too', async () => {
    const rows = many((index) => ({ key: index >> 1, rest: 0, keyed: index % 4 < 2 })).slice(0, 40_000);
    const first = 2 ** 32 - 20_000;
    const { found, putOff } = await ours(rows, 1 << 22, first);
    expect(putOff).toBe(true);
    expect(found).toEqual(naive(rows, first));
  });
});
