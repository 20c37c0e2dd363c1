/**
 * Finds equal rows and equal keys in two passes. The first keeps 8 bytes a row and gathers suspects: hashes met twice.
 * Only if there are suspects the file is read again: a second, independent 64 bit hash then confirms each (so two keys
 * count as equal when 128 bits agree), tells equal rows from rows that share a key, and knows the line of the first.
 */
import { BACKSLASH, QUOTE, SPACE } from './bytes.js';
import { ByteHash } from './byte-hash.js';
import { fieldBytes } from './field-end.js';
import { FirstLines } from './first-lines.js';
import { KeyIndex } from './key-index.js';
import type { RecordScanner } from './record-scanner.js';

const SALT = { key: 1, row: 2, confirmKey: 3, confirmRow: 4 } as const;

export interface DuplicateColumns {
  /** Places (from 0) of the key's columns in the file; empty: whole rows are compared. */
  readonly key: readonly number[];
  /** Places of the columns that make two rows equal. */
  readonly row: readonly number[];
  /** Blanks around a value do not count. */
  readonly trims: boolean;
}

export interface Duplicate {
  readonly kind: 'duplicate-row' | 'duplicate-key';
  readonly firstLine: number;
}

export class DuplicateSearch {
  readonly #columns: DuplicateColumns;
  readonly #hash = new ByteHash();
  readonly #seen = new KeyIndex();
  readonly #suspects = new KeyIndex();
  readonly #firstOfKey = new FirstLines();
  readonly #rows = new FirstLines();

  constructor(columns: DuplicateColumns) {
    this.#columns = columns;
  }

  get hasSuspects(): boolean {
    return this.#suspects.size > 0;
  }

  /** First pass: takes note of the record. */
  note(scanner: RecordScanner): void {
    this.#hashIdentity(scanner, SALT.key, SALT.row);
    if (this.#seen.add(this.#hash.low, this.#hash.high)) this.#suspects.add(this.#hash.low, this.#hash.high);
  }

  /** Second pass: what the record repeats, or null. */
  judge(scanner: RecordScanner): Duplicate | null {
    const keyed = this.#hashIdentity(scanner, SALT.key, SALT.row);
    if (!this.#suspects.has(this.#hash.low, this.#hash.high)) return null;
    this.#hashIdentity(scanner, SALT.confirmKey, SALT.confirmRow);
    const firstLine = this.#firstOfKey.add(this.#hash.low, this.#hash.high, scanner.line);
    if (!keyed) return firstLine === null ? null : { kind: 'duplicate-row', firstLine };
    this.#hashFields(scanner, this.#columns.row, SALT.confirmRow);
    const sameRow = this.#rows.add(this.#hash.low, this.#hash.high, scanner.line);
    if (sameRow !== null) return { kind: 'duplicate-row', firstLine: sameRow };
    return firstLine === null ? null : { kind: 'duplicate-key', firstLine };
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
