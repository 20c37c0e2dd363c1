/** What is told of records, and by what. */
import type { RecordScanner } from './record-scanner.js';
import type { PlainRows } from './wasm/plain-rows.js';

/** What the scanner tells of records. Offsets are valid during the call only. */
export interface RecordSink {
  /** A record of the right width. `scanner.doubtful` lists the fields that were not recognised. */
  record(scanner: RecordScanner): void;
  blankLine(line: number): void;
  fieldCount(line: number, record: number, found: number): void;
  brokenQuote(line: number, record: number, field: number, reason: 'open' | 'text-after'): void;
  tooLong(line: number, record: number, bytes: number): void;
  /** A batch of plain rows; `scanner.line` and `scanner.record` are those in front of its first row. */
  plainRows?(rows: PlainRows, scanner: RecordScanner): void;
}

const nothing = (): void => undefined;

/** For a sink that has heard of all this in an earlier pass. */
export const NOT_ASKED = {
  blankLine: nothing,
  fieldCount: nothing,
  brokenQuote: nothing,
  tooLong: nothing,
} satisfies Partial<RecordSink>;

/** What takes plain rows in batches, once so many bytes were scanned that its start pays. */
export interface Acceleration {
  readonly afterBytes: number;
  readonly start: () => PlainRows;
}
