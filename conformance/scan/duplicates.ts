/**
 * Finds equal rows and equal keys in two passes. The first keeps 8 bytes a row and gathers suspects: hashes met twice.
 * Only if there are suspects the file is read again: a second, independent 64 bit hash then confirms each (so two keys
 * count as equal when 128 bits agree), tells equal rows from rows that share a key, and knows the line of the first.
 * All of it keeps to a budget of memory and spills to disk beyond; only if there are more duplicates than memory for
 * them, a third pass tells those for which there was none.
 */
import { BACKSLASH, QUOTE, SPACE } from './bytes.js';
import { ByteHash } from './byte-hash.js';
import { fieldBytes } from './field-end.js';
import { DEFAULT_INDEX_BUDGET } from '../spill/index-budget.js';
import type { IndexBudget } from '../spill/index-budget.js';
import { RepeatedHashes } from '../spill/repeated-hashes.js';
import { RepeatedRows } from '../spill/repeated-rows.js';
import type { Duplicate } from '../spill/repeated-rows.js';
import { SpillFolder } from '../spill/spill-folder.js';
import type { Suspects } from '../spill/suspects.js';
import type { RecordScanner } from './record-scanner.js';
import type { Identity } from './wasm/plain-table.js';
import type { PlainRows } from './wasm/plain-rows.js';

const SALT = { key: 1, row: 2, confirmKey: 3, confirmRow: 4 } as const;

export interface DuplicateColumns {
  /** Places (from 0) of the key's columns in the file; empty: whole rows are compared. */
  readonly key: readonly number[];
  /** Places of the columns that make two rows equal. */
  readonly row: readonly number[];
  /** Blanks around a value do not count. */
  readonly trims: boolean;
}

export class DuplicateSearch {
  readonly #columns: DuplicateColumns;
  readonly #budget: IndexBudget;
  readonly #hash = new ByteHash();
  readonly #folder: SpillFolder;
  /** What the first pass met; null when it is settled. */
  #met: RepeatedHashes | null;
  #suspects: Suspects | null = null;
  #rows: RepeatedRows | null = null;
  readonly #hashes = new Int32Array(6);
  #lastLine = 0;
  #recalls = false;

  /** Whoever makes one closes it. */
  constructor(columns: DuplicateColumns, budget: IndexBudget = DEFAULT_INDEX_BUDGET) {
    this.#columns = columns;
    this.#budget = budget;
    this.#folder = new SpillFolder(budget.tempDir);
    this.#met = new RepeatedHashes(budget.bytes, this.#folder);
  }

  /** First pass: takes note of the record. */
  note(scanner: RecordScanner): void {
    this.#hashIdentity(scanner, SALT.key, SALT.row);
    this.#lastLine = scanner.line;
    this.#met?.add(this.#hash.low, this.#hash.high);
  }

  /** What the program for plain rows needs to hash them as `note` does. */
  get identity(): Identity {
    const { key, row } = this.#columns;
    const isKey = key.length > 0;
    return { places: isKey ? key : row, salt: isKey ? SALT.key : SALT.row, isKey };
  }

  /** First pass: takes note of a batch of plain rows, the last of which stands on `lastLine`. */
  noteRows(rows: PlainRows, lastLine: number): void {
    this.#lastLine = lastLine;
    for (let row = 0; row < rows.rows; row++) this.#met?.add(rows.hashLow(row), rows.hashHigh(row));
  }

  /** Second and third pass: `judge` has to see this plain row. */
  isSuspect(rows: PlainRows, row: number): boolean {
    return this.#recalls || this.#suspects?.has(rows.hashLow(row), rows.hashHigh(row)) === true;
  }

  /** Second and third pass: what the record repeats, or null. `line` is where it stands. */
  judge(scanner: RecordScanner, line = scanner.line): Duplicate | null {
    if (this.#recalls) return this.#rows?.recall(line) ?? null;
    const keyed = this.#hashIdentity(scanner, SALT.key, SALT.row);
    if (this.#suspects?.has(this.#hash.low, this.#hash.high) !== true) return null;
    this.#keep(0);
    this.#hashIdentity(scanner, SALT.confirmKey, SALT.confirmRow);
    this.#keep(2);
    if (keyed) this.#hashFields(scanner, this.#columns.row, SALT.confirmRow);
    this.#keep(4);
    this.#rows ??= new RepeatedRows(this.#budget.bytes, this.#lastLine, this.#folder);
    return this.#rows.judge(this.#hashes, keyed, line);
  }

  /**
   * Ends a pass. true: the rows must come again, to `judge`: for the first time if there are suspects, then once more
   * if memory did not do for every answer at once. Throws `SpillError`, as `note` and `judge` do.
   */
  async needsAnotherPass(): Promise<boolean> {
    if (this.#met !== null) {
      this.#suspects = await this.#met.settle();
      this.#met = null;
      return !this.#suspects.isEmpty;
    }
    if (this.#recalls || this.#rows?.owesAnswers !== true) return false;
    this.#suspects = null;
    await this.#rows.settle();
    this.#recalls = true;
    return true;
  }

  /** Takes what lies on disk away. Never throws. */
  close(): void {
    this.#folder.close();
  }

  #keep(at: number): void {
    this.#hashes[at] = this.#hash.low;
    this.#hashes[at + 1] = this.#hash.high;
  }

  /** Hashes the key; a row with a blank in its key has none and stands for itself. true: it was the key. */
  #hashIdentity(scanner: RecordScanner, keySalt: number, rowSalt: number): boolean {
    const { key, row } = this.#columns;
    const keyed = key.length > 0 && !key.some((place) => scanner.starts[place] === scanner.ends[place]);
    this.#hashFields(scanner, keyed ? key : row, keyed ? keySalt : rowSalt);
    return keyed;
  }

  #hashFields(scanner: RecordScanner, places: readonly number[], salt: number): void {
    const { bytes, starts, ends } = scanner;
    this.#hash.reset(salt);
    for (let index = 0; index < places.length; index++) {
      const place = places[index] as number;
      const start = starts[place] as number;
      const end = ends[place] as number;
      const first = bytes[start];
      const plain = first !== QUOTE && first !== SPACE && bytes[end - 1] !== SPACE;
      if (plain && !scanner.isDoubtful(place)) this.#hash.add(bytes, start, end);
      else this.#hashValue(scanner, start, end);
    }
    this.#hash.finish();
  }

  /** A field whose bytes may not be its value: in quotes, with a backslash, with blanks around it. */
  #hashValue(scanner: RecordScanner, start: number, end: number): void {
    const { bytes, delimiter } = scanner;
    const escaped = bytes[start] === QUOTE || bytes.subarray(start, end).includes(BACKSLASH);
    const value = escaped ? fieldBytes(bytes, start, end, delimiter) : bytes.subarray(start, end);
    let from = 0;
    let to = value.length;
    if (this.#columns.trims) {
      while (from < to && value[from] === SPACE) from++;
      while (to > from && value[to - 1] === SPACE) to--;
    }
    this.#hash.add(value, from, to);
  }
}
