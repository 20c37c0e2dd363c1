/*
 * csv-parse is the oracle of the scanner: both cut the same random CSVs. The modules are given, so that a test takes the
 * sources and `npm run soak` what was built.
 */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

const WIDTH = 4;
const HEADER = 'a|b|c|d';

const plainField = fc.stringMatching(/^[ -~]{0,6}$/).map((text) => text.replaceAll(/["|\\]/g, 'x'));
const odd = fc.constantFrom('विद्यालय', 'ગુજરાત', 'é', '🙂', 'mid"quote', '\0', '');
const quotedField = fc
  .string({ unit: fc.constantFrom('a', '"', '|', '\n', '\r\n', '\r', '\0', 'अ', '🙂', ' '), maxLength: 6 })
  .map((text) => `"${text.replaceAll('"', '""')}"`);
const field = fc.oneof(
  { weight: 4, arbitrary: plainField },
  { weight: 1, arbitrary: odd },
  { weight: 1, arbitrary: quotedField },
);
const goodRow = fc.array(field, { minLength: WIDTH, maxLength: WIDTH });
/** Ragged rows hold no line break in quotes: there our scanner resynchronises, on purpose. */
const raggedRow = fc.array(fc.oneof(plainField, odd), { minLength: 1, maxLength: 7 });
const row = fc
  .oneof({ weight: 5, arbitrary: goodRow }, { weight: 1, arbitrary: raggedRow })
  .map((fields) => fields.join('|'))
  // A line of blanks only is a blank line here, a record of one field there.
  .filter((line) => !/^[ \t]+$/.test(line));
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

/** Text of a CSV and the bytes that a chunk of it has: characters are cut by their borders too. */
export const tables = fc.record({
  text: fc
    .tuple(fc.boolean(), lineEnd, fc.array(fc.tuple(row, lineEnd), { maxLength: 12 }), fc.boolean())
    .map(([mark, headerEnd, rows, endsWithLine]) => {
      const text = [[HEADER, headerEnd], ...rows].map((line) => line.join('')).join('');
      return (mark ? '\u{feff}' : '') + (endsWithLine ? text : text.replace(/(\r\n|\n|\r)$/, ''));
    }),
  chunk: fc.integer({ min: 1, max: 40 }),
});

/** Records as the scanner cuts them: texts of good ones, the field count of ragged ones, -1 and -2 where it gives up. */
export async function scannedRecords({ RecordScanner, ByteStream, ANY, fieldBytes }, bytes, chunk, from = 0) {
  const records = [];
  const scanner = new RecordScanner(
    Array.from({ length: WIDTH }, () => ANY),
    '|'.charCodeAt(0),
    1,
    {
      record: ({ bytes: window, starts, ends, delimiter }) => {
        records.push(
          Array.from(starts, (start, at) =>
            Buffer.from(fieldBytes(window, start, ends[at], delimiter)).toString('utf8'),
          ),
        );
      },
      blankLine: () => undefined,
      fieldCount: (_line, _record, found) => records.push(found),
      brokenQuote: () => records.push(-1),
      tooLong: () => records.push(-2),
    },
  );
  const stream = new ByteStream(inChunks(bytes.subarray(from), chunk));
  while (!stream.ended) {
    await stream.fill();
    stream.consume(scanner.scan(stream.bytes, stream.length, stream.ended));
  }
  return records;
}

/** The same of a whole CSV: byte-order mark and header are taken off by the reader of heads. */
export async function recordsOfCsv(kit, { text, chunk }) {
  const bytes = Buffer.from(text);
  const stream = new kit.ByteStream(inChunks(bytes, chunk));
  const { head, next } = await kit.readHead(stream, { source: kit.source }, kit.profile, null);
  return [head.line.split('|'), ...(await scannedRecords(kit, bytes, chunk, next))];
}

export const oracleRecords = ({ text }) =>
  parse(text, {
    bom: true,
    delimiter: '|',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  }).map((record) => (record.length === WIDTH ? record : record.length));

// eslint-disable-next-line typescript/require-await
async function* inChunks(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
