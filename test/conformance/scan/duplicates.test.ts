/** Equal rows and equal keys against plain maps of strings: kinds, lines and first lines must be the same. */
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY } from '../../../conformance/scan/acceptors.js';
import { ByteStream } from '../../../conformance/scan/byte-stream.js';
import { DuplicateSearch } from '../../../conformance/scan/duplicates.js';
import type { DuplicateColumns } from '../../../conformance/scan/duplicates.js';
import { RecordScanner } from '../../../conformance/scan/record-scanner.js';
import type { Duplicate } from '../../../conformance/spill/repeated-rows.js';
import { checkCsv, chunked } from '../../support/check-csv.js';

type Found = Duplicate & { readonly line: number };

async function scan(
  bytes: Uint8Array,
  width: number,
  chunk: number,
  record: (scanner: RecordScanner) => void,
): Promise<void> {
  const none = (): void => undefined;
  const acceptors = Array.from({ length: width }, () => ANY);
  const sink = { record, blankLine: none, fieldCount: none, brokenQuote: none, tooLong: none };
  const scanner = new RecordScanner(acceptors, '|'.charCodeAt(0), 1, sink);
  const stream = new ByteStream(chunked(bytes, chunk));
  while (!stream.ended) {
    await stream.fill();
    stream.consume(scanner.scan(stream.bytes, stream.length, stream.ended));
  }
}

/** Both passes over a table without a header. */
async function ours(
  text: string,
  width: number,
  columns: DuplicateColumns,
  chunk = 1 << 16,
  memory = 1 << 26,
): Promise<Found[]> {
  const bytes = Buffer.from(text);
  const search = new DuplicateSearch(columns, { bytes: memory, tempDir: tmpdir() });
  await scan(bytes, width, chunk, (scanner) => search.note(scanner));
  const found: Found[] = [];
  while (await search.needsAnotherPass()) {
    await scan(bytes, width, chunk, (scanner) => {
      const duplicate = search.judge(scanner);
      if (duplicate) found.push({ ...duplicate, line: scanner.line });
    });
  }
  search.close();
  return found;
}

/** The same with maps, from the values; row n stands on line n. */
function naive(rows: readonly (readonly string[])[], { key, row }: DuplicateColumns): Found[] {
  const firstOfRow = new Map<string, number>();
  const firstOfKey = new Map<string, number>();
  const found: Found[] = [];
  rows.forEach((values, index) => {
    const line = index + 1;
    const wholeRow = JSON.stringify(row.map((place) => values[place]));
    const keyValues = key.map((place) => values[place]);
    const keyText =
      keyValues.length > 0 && keyValues.every((value) => value !== '') ? JSON.stringify(keyValues) : null;
    const sameRow = firstOfRow.get(wholeRow);
    const sameKey = keyText === null ? undefined : firstOfKey.get(keyText);
    if (sameRow !== undefined) found.push({ kind: 'duplicate-row', firstLine: sameRow, line });
    else if (sameKey !== undefined) found.push({ kind: 'duplicate-key', firstLine: sameKey, line });
    if (sameRow === undefined) firstOfRow.set(wholeRow, line);
    if (keyText !== null && sameKey === undefined) firstOfKey.set(keyText, line);
  });
  return found;
}

/** A value and one of the ways to write it. */
interface Written {
  readonly value: string;
  readonly text: string;
}

const WIDTH = 4;
const value = fc.constantFrom('', 'a', 'b', 'ab', 'a|b', 'a"b', 'a\\b', 'विद्यालय', '1', '01');

/** Blank values are written bare only: whether a quoted blank is a key of its own is not this test's matter. */
const spelled = (trims: boolean): fc.Arbitrary<Written> =>
  fc
    .tuple(value, fc.constantFrom('bare', 'quoted', 'padded', 'padded in quotes'))
    .map(([plain, spelling]) => {
      const bare = plain.replaceAll(/[\\|"]/g, '\\$&');
      const quoted = plain.replaceAll('\\', '\\\\').replaceAll('"', '""');
      if (plain === '' || spelling === 'bare') return { value: plain, text: bare };
      if (spelling === 'quoted' || !trims) return { value: plain, text: `"${quoted}"` };
      return { value: plain, text: spelling === 'padded' ? ` ${bare}  ` : `"  ${quoted} "` };
    });

const places = fc.subarray([0, 1, 2, 3]);
const table = fc.boolean().chain((trims) =>
  fc.record({
    rows: fc.array(fc.array(spelled(trims), { minLength: WIDTH, maxLength: WIDTH }), { maxLength: 40 }),
    key: places,
    row: fc.constantFrom([0, 1, 2, 3], [0, 2], [1, 2, 3]),
    trims: fc.constant(trims),
    chunk: fc.integer({ min: 1, max: 200 }),
    memory: fc.constantFrom(0, 2000, 1 << 26),
  }),
);

describe('duplicate search', () => {
  it('finds what maps find, however values are written', async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ rows, key, row: others, trims, chunk, memory }) => {
        const row = [...new Set([...key, ...others])].toSorted((a, b) => a - b);
        const text = rows.map((written) => `${written.map((one) => one.text).join('|')}\n`).join('');
        const values = rows.map((written) => written.map((one) => one.value));
        expect(await ours(text, WIDTH, { key, row, trims }, chunk, memory)).toEqual(
          naive(values, { key, row, trims }),
        );
      }),
      { numRuns: 1500 },
    );
  });

  it.each<[string, number[], number]>([
    ['with a key', [0, 1], 1 << 26],
    ['without a key', [], 1 << 26],
    ['with a key, in 4 KB of memory', [0, 1], 4096],
    ['without a key, in 4 KB of memory', [], 4096],
  ])(
    'is exact on 150,000 rows %s',
    async (_title, key, memory) => {
      // A linear congruential generator: the same rows at every run.
      let state = 7;
      const next = (below: number): number => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % below;
      const rows = Array.from({ length: 150_000 }, (_, index) => {
        const repeats = index % 100 === 0;
        return [
          String(repeats ? next(500) : 1000 + index),
          repeats ? String(next(3)) : String(index % 12),
          String(next(2)),
        ];
      });
      const text = rows.map((row) => `${row.join('|')}\n`).join('');
      const columns = { key, row: [0, 1, 2], trims: true };
      const expected = naive(rows, columns);
      expect(expected.length).toBeGreaterThan(50);
      expect(await ours(text, 3, columns, 1 << 16, memory)).toEqual(expected);
    },
    60_000,
  );

  it('tells fields from each other', async () => {
    const columns = { key: [], row: [0, 1], trims: false };
    expect(await ours('ab|c\na|bc\n|abc\nabc|\n', 2, columns)).toEqual([]);
  });

  it('minds blanks where they are part of a value', async () => {
    const columns = { key: [0], row: [0, 1], trims: false };
    expect(await ours('a|1\n a|1\na |1\n" a"|1\n', 2, columns)).toEqual([
      { kind: 'duplicate-row', firstLine: 2, line: 4 },
    ]);
  });
});

describe('duplicates of a file', () => {
  const rows = async (id: string, csv: string, profile?: string): Promise<string[]> => {
    const { collected } = await checkCsv(id, csv, profile === undefined ? {} : { profile });
    return collected.findings
      .filter(({ rule }) => rule.startsWith('table/duplicate-'))
      .map(({ rule, where, details }) => `${rule}@${where.line} as ${String(details['firstLine'])}`);
  };

  it('are told by values, not by spelling', async () => {
    const csv = 'school_id|grade|students_count\n"24010100011"|3|84\n24010100011|"3"| 84\n24010100011|3|85\n';
    expect(await rows('grade_details', csv)).toEqual([
      'table/duplicate-row@3 as 2',
      'table/duplicate-key@4 as 2',
    ]);
  });

  it('are equal rows only, where a part of the key is blank', async () => {
    const csv = 'school_id|grade|students_count\n|3|84\n|3|85\n|3|84\n';
    expect(await rows('grade_details', csv)).toEqual(['table/duplicate-row@4 as 2']);
  });

  it('are equal rows where a source has no key', async () => {
    const csv = 'batchIdList\n0130\n0131\n"0130"\n 0131\n0131\n';
    const found = ['table/duplicate-row@4 as 2', 'table/duplicate-row@6 as 3'];
    expect(await rows('diksha_api_progress_exhaust_batch_ids', csv)).toEqual(found);
    expect(await rows('diksha_api_progress_exhaust_batch_ids', csv, 'pipeline-3.7')).toEqual(found);
  });

  it('are not looked for in rows of a wrong width', async () => {
    const csv = 'school_id|grade|students_count\n24010100011|3\n24010100011|3\n24010100011|3|84\n';
    expect(await rows('grade_details', csv)).toEqual([]);
  });

  it('mind columns that the source does not list', async () => {
    const csv = 'school_id|grade|students_count|x\n24010100011|3|84|1\n24010100011|3|84|2\n';
    expect(await rows('grade_details', csv)).toEqual(['table/duplicate-key@3 as 2']);
  });

  it('count every one, and sample some', async () => {
    const csv = `school_id|grade|students_count\n${'24010100011|3|84\n'.repeat(1001)}`;
    const { collected } = await checkCsv('grade_details', csv);
    expect(collected.totals.map(({ rule, count }) => [rule, count])).toEqual([['table/duplicate-row', 1000]]);
    expect(new Set(collected.findings.map(({ details }) => details['firstLine']))).toEqual(new Set([2]));
  });
});
