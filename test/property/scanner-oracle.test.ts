/** csv-parse is the oracle: on random tables, in random chunks, our scanner must cut the same records. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY } from '../../conformance/scan/acceptors.js';
import { ByteStream } from '../../conformance/scan/byte-stream.js';
import { fieldBytes } from '../../conformance/scan/field-end.js';
import { readHead } from '../../conformance/scan/read-head.js';
import { RecordScanner } from '../../conformance/scan/record-scanner.js';
import { documented } from '../../specs/profiles/documented.js';
import { sources } from '../../specs/sources/index.js';
import { oracleRecords, recordsOfCsv, scannedRecords, tables } from '../support/scanner-oracle.mjs';

const kit = { ANY, ByteStream, RecordScanner, fieldBytes, readHead, source: sources[0], profile: documented };
const ourRecords = (bytes: Uint8Array, chunk: number) => scannedRecords(kit, bytes, chunk);

describe('record scanner', () => {
  it('cuts the records that csv-parse cuts, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        expect(await recordsOfCsv(kit, table)).toEqual(oracleRecords(table));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a backslash keeps a delimiter as text', 'a\\|b|c|d|e\n', [['a|b', 'c', 'd', 'e']]],
    ['a backslash keeps a quote as text', '"a\\"b"|c|d|e\n', [['a"b', 'c', 'd', 'e']]],
    ['a backslash keeps a line end as text', 'a|b|c|d\\\ne\n', [['a', 'b', 'c', 'd\ne']]],
    ['blanks may follow a closing quote', '"a" |b|c|d\n', [['a', 'b', 'c', 'd']]],
    ['an open quote ends with its line', 'a|"b|c|d\n1|2|3|4\n', [-1, ['1', '2', '3', '4']]],
    ['an open quote on the last line', '1|2|3|4\na|b|c|"d', [['1', '2', '3', '4'], -1]],
  ])('%s, as Commons CSV reads it', async (_title, text, expected) => {
    for (const chunk of [1, 3, 100]) expect(await ourRecords(Buffer.from(text), chunk)).toEqual(expected);
  });

  it('passes over a record above the limit in bounded memory, and goes on', async () => {
    const long = 'x'.repeat(3 << 20);
    expect(await ourRecords(Buffer.from(`1|2|3|4\n${long}\n5|6|7|8\n`), 1 << 16)).toEqual([
      ['1', '2', '3', '4'],
      -2,
      ['5', '6', '7', '8'],
    ]);
  });

  it('stays linear when every line opens a quote that never closes', async () => {
    const text = 'a|"b|c|d\n'.repeat(50_000);
    const records = await ourRecords(Buffer.from(text), 1 << 20);
    expect(records.length).toBe(50_000);
  });
});

describe('records near the limit', () => {
  const LIMIT = 1 << 20;
  const line = (length: number): string => `${'x'.repeat(length - 6)}|b|c|d`;
  const quoted = (length: number): string => `"${'x\n'.repeat((length - 8) / 2)}"|b|c|d`;

  it.each([
    ['one byte below', line(LIMIT - 1)],
    ['at it', line(LIMIT)],
    ['far above', line(3 * LIMIT)],
    ['lines in quotes, below', quoted(LIMIT - 2)],
    ['lines in quotes, above', quoted(LIMIT + 64)],
    ['a long value in quotes', `"${'x'.repeat(2 * LIMIT)}"|b|c|d`],
    ['many fields above', `${'x|'.repeat(LIMIT)}y`],
  ])('%s: chunks make no difference', async (_title, text) => {
    const bytes = Buffer.from(`1|2|3|4\n${text}\n5|6|7|8\n`);
    const whole = await ourRecords(bytes, bytes.length);
    for (const chunk of [1 << 16, 1_000_003]) expect(await ourRecords(bytes, chunk)).toEqual(whole);
    expect(whole[0]).toEqual(['1', '2', '3', '4']);
    expect(whole.at(-1)).toEqual(['5', '6', '7', '8']);
  });
});
