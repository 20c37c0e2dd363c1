/** A second look at the rows of a CSV while they are scanned for the rules. */
import type { TableHead } from '../engine/table-head.js';
import type { Acceptor } from './acceptors.js';
import type { TableInput } from './check-table.js';
import type { RecordScanner } from './record-scanner.js';
import type { PlainRows } from './wasm/plain-rows.js';
import type { RowWatch } from './wasm/watch-code.js';

/** Columns whose fields are to be found without cutting the row, and what is to be told of a row by one number. */
export interface WantedOfRows {
  readonly wanted: readonly number[];
  readonly watch: RowWatch | null;
}

export interface RowListener {
  /**
   * Rows follow. Returns the acceptors to scan with, by place in the file: the given ones, or some that doubt more.
   * `findsRepeats`: the rules look for rows that share the expected key, or are equal.
   */
  begin(acceptors: readonly Acceptor[], findsRepeats: boolean): readonly Acceptor[];
  /**
   * Every record as wide as the header; offsets are valid during the call only. `isHeader`: it is the header again, in
   * which the rules look for nothing.
   */
  record(scanner: RecordScanner, isHeader: boolean): void;
  /** What it looks at in every row; asked when plain rows begin to come in batches. */
  wanted(): WantedOfRows;
  /** The listener must be told of every doubtful field of this value: it is not to be remembered. */
  minds(place: number, bytes: Uint8Array, start: number, end: number): boolean;
  /** A batch of plain rows; `scanner.line` and `scanner.record` are those in front of its first row. */
  plainRows(rows: PlainRows, scanner: RecordScanner): void;
  /** A record of `found` fields; offsets of those that the header has a name for are valid. */
  ragged(scanner: RecordScanner, found: number): void;
  /** A record that cannot be read. */
  broken(): void;
  /** After the file: whether its rows were scanned, and whether the rules' search met repeated rows. May read the file again. */
  finish(scanned: boolean, hasRepeats: boolean): Promise<void>;
  /** Gives back what it has on disk; also where the scan went wrong. */
  close(): void;
}

export type Listen = (input: TableInput, head: TableHead) => RowListener;
