/*
 * Random CSVs against csv-parse: the scanner must cut the same records. The first part of `npm run soak`; by itself:
 *   node test/soak/scanner.mjs [tables=100000] [--seed n]
 * Quotes, mixed line ends, byte-order marks, NULs, ragged rows, and chunks that cut characters. A failure is made as small
 * as it goes, and told with the seed that repeats it.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import fc from 'fast-check';
import { ANY } from '../../dist/conformance/scan/acceptors.js';
import { ByteStream } from '../../dist/conformance/scan/byte-stream.js';
import { fieldBytes } from '../../dist/conformance/scan/field-end.js';
import { readHead } from '../../dist/conformance/scan/read-head.js';
import { RecordScanner } from '../../dist/conformance/scan/record-scanner.js';
import { documented } from '../../dist/specs/profiles/documented.js';
import { sources } from '../../dist/specs/sources/index.js';
import { oracleRecords, recordsOfCsv, tables } from '../support/scanner-oracle.mjs';

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string', default: String(Date.now() % 2 ** 31) } },
  allowPositionals: true,
});
const [wanted, seed] = [Number(positionals[0] ?? 100_000), Number(values.seed)];
const kit = { ANY, ByteStream, RecordScanner, fieldBytes, readHead, source: sources[0], profile: documented };
const seen = { tables: 0, records: 0, ragged: 0, quotes: 0, carriageReturns: 0, marks: 0, nuls: 0, cut: 0 };

/** What the tables were made of, so that nobody trusts a run that met nothing odd. */
function tally({ text, chunk }, records) {
  const bytes = Buffer.from(text);
  seen.tables++;
  seen.records += records.length;
  seen.ragged += records.filter((record) => typeof record === 'number').length;
  if (text.includes('"')) seen.quotes++;
  if (text.includes('\r')) seen.carriageReturns++;
  if (text.startsWith('\u{feff}')) seen.marks++;
  if (text.includes('\0')) seen.nuls++;
  for (let at = chunk; at < bytes.length; at += chunk)
    if ((bytes[at] & 0xc0) === 0x80) {
      seen.cut++;
      break;
    }
}

const began = performance.now();
const result = await fc.check(
  fc.asyncProperty(tables, async (table) => {
    const [ours, theirs] = [await recordsOfCsv(kit, table), oracleRecords(table)];
    tally(table, ours);
    return isDeepStrictEqual(ours, theirs);
  }),
  { numRuns: wanted, seed },
);
console.log(
  `${seen.tables} tables against csv-parse, seed ${seed}: ${seen.records} records, ${seen.ragged} of them ragged; ` +
    `tables with quotes ${seen.quotes}, CR ${seen.carriageReturns}, byte-order mark ${seen.marks}, NUL ${seen.nuls}, ` +
    `a character cut in two ${seen.cut}; ${((performance.now() - began) / 1000).toFixed(0)} s`,
);
if (result.failed) {
  const [table] = result.counterexample;
  console.log(`OTHER RECORDS: ${JSON.stringify(table)}`);
  console.log(`ours   ${JSON.stringify(await recordsOfCsv(kit, table))}`);
  console.log(`theirs ${JSON.stringify(oracleRecords(table))}`);
}
process.exitCode = result.failed ? 1 : 0;
