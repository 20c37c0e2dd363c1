/** csv-parse is the oracle: on random tables, in random chunks, our scanner must cut the same records. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY } from '../../conformance/scan/acceptors.js';
import { ByteStream } from '../../conformance/scan/byte-stream.js';
import { fieldBytes } from '../../conformance/scan/field-end.js';
import { RecordScanner } from '../../conformance/scan/record-scanner.js';
import { chunked } from '../support/check-csv.js';

const WIDTH = 4;

/** Records as the scanner cuts them: text of good ones, the field count of ragged ones. */
async function ourRecords(bytes: Uint8Array, chunk: number): Promise<(string[] | number)[]> {
  const records: (string[] | number)[] = [];
  const scanner = new RecordScanner(
    Array.from({ length: WIDTH }, () => ANY),
    '|'.charCodeAt(0),
    1,
    {
      record: ({ bytes: window, starts, ends, delimiter }) => {
        records.push(
          Array.from(starts, (start, field) =>
            Buffer.from(fieldBytes(window, start, ends[field], delimiter)).toString('utf8'),
          ),
        );
      },
      blankLine: () => undefined,
      fieldCount: (_line, _record, found) => records.push(found),
      brokenQuote: () => records.push(-1),
      tooLong: () => records.push(-2),
    },
  );
  const stream = new ByteStream(chunked(bytes, chunk));
  while (!stream.ended) {
    await stream.fill();
    stream.consume(scanner.scan(stream.bytes, stream.length, stream.ended));
  }
  return records;
}

const oracleRecords = (text: string): (string[] | number)[] =>
  parse(text, {
    delimiter: '|',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  }).map((record: string[]) => (record.length === WIDTH ? record : record.length));

const plainField = fc.stringMatching(/^[ -~]{0,6}$/).map((text) => text.replaceAll(/["|\\]/g, 'x'));
const indic = fc.constantFrom('विद्यालय', 'ગુજરાત', 'é', '🙂', 'mid"quote', '');
const quotedField = fc
  .string({ unit: fc.constantFrom('a', '"', '|', '\n', '\r\n', 'अ', ' '), maxLength: 6 })
  .map((text) => `"${text.replaceAll('"', '""')}"`);
const field = fc.oneof(
  { weight: 4, arbitrary: plainField },
  { weight: 1, arbitrary: indic },
  { weight: 1, arbitrary: quotedField },
);
const goodRow = fc.array(field, { minLength: WIDTH, maxLength: WIDTH });
/** Ragged rows hold no line break in quotes: there our scanner resynchronises, on purpose. */
const raggedRow = fc.array(plainField, { minLength: 1, maxLength: 7 });
const row = fc
  .oneof({ weight: 5, arbitrary: goodRow }, { weight: 1, arbitrary: raggedRow })
  .map((fields) => fields.join('|'));
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

describe('record scanner', () => {
  it('cuts the records that csv-parse cuts, whatever the chunks', async () => {
    const table = fc.tuple(
      fc.array(fc.tuple(row, lineEnd), { maxLength: 12 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(table, async ([rows, endsWithLine, chunk]) => {
        const text = rows
          .map(([line, end], index) => line + (endsWithLine || index < rows.length - 1 ? end : ''))
          .join('');
        // A line of blanks only is a blank line here, a record of one field there.
        fc.pre(!rows.some(([line]) => /^[ \t]+$/.test(line)));
        expect(await ourRecords(Buffer.from(text), chunk)).toEqual(oracleRecords(text));
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
