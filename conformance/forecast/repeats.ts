/**
 * Rows that agree in some columns, as the flow reads them. The first look keeps 8 bytes a row, on disk beyond its budget,
 * and tells whether anything repeats at all; later looks, at what may repeat only, go by a second hash beside the first,
 * and keep 24 bytes for each of these rows in memory.
 */
import { BACKSLASH, QUOTE, SPACE } from '../scan/bytes.js';
import { ByteHash } from '../scan/byte-hash.js';
import type { RecordScanner } from '../scan/record-scanner.js';
import { FirstLines, NO_ROOM } from '../spill/first-lines.js';
import type { IndexBudget } from '../spill/index-budget.js';
import { RepeatedHashes } from '../spill/repeated-hashes.js';
import { SpillFolder } from '../spill/spill-folder.js';
import type { Suspects } from '../spill/suspects.js';
import type { FlowColumn } from './flow-column.js';

const SALT = { suspect: 11, confirm: 12 } as const;

/** Where rows that repeat others end; it grows as far as there are such rows. */
const MOST_BYTES = 2 ** 32;

export class Repeats {
  readonly #columns: readonly FlowColumn[];
  readonly #hash = new ByteHash();
  readonly #folder: SpillFolder;
  readonly #first = new FirstLines(MOST_BYTES);
  #met: RepeatedHashes | null;
  #suspects: Suspects | null = null;
  /** Line of the row that was hashed last, and its first hash. */
  #line = -1;
  #low = 0;
  #high = 0;

  /** `columns`: those in which two rows agree. */
  constructor(columns: readonly FlowColumn[], { bytes, tempDir }: IndexBudget) {
    this.#columns = columns;
    this.#folder = new SpillFolder(tempDir);
    this.#met = new RepeatedHashes(bytes, this.#folder);
  }

  /** Ends the first look. true: some rows may agree. Throws `SpillError`. */
  async settle(): Promise<boolean> {
    if (this.#met !== null) this.#suspects = await this.#met.settle();
    this.#met = null;
    return this.#suspects?.isEmpty === false;
  }

  /** Takes what lies on disk away. Never throws. */
  close(): void {
    this.#folder.close();
  }

  /** First look. */
  note(scanner: RecordScanner): void {
    this.#hashForSuspects(scanner);
    this.#met?.add(this.#low, this.#high);
  }

  /** The row may agree with another one. */
  isSuspect(scanner: RecordScanner): boolean {
    this.#hashForSuspects(scanner);
    return this.#suspects?.has(this.#low, this.#high) === true;
  }

  /** The line of the first row like this suspect one; its own where it is the first. */
  firstOf(scanner: RecordScanner): number {
    this.#hashForSuspects(scanner);
    this.#hashRow(scanner, SALT.confirm);
    const first = this.#first.add(this.#low, this.#high, this.#hash.low, this.#hash.high, scanner.line);
    if (first === NO_ROOM) throw new Error('the forecast has no memory for so many repeated rows');
    return first === 0 ? scanner.line : first;
  }

  #hashForSuspects(scanner: RecordScanner): void {
    if (scanner.line === this.#line) return;
    this.#hashRow(scanner, SALT.suspect);
    this.#line = scanner.line;
    this.#low = this.#hash.low;
    this.#high = this.#hash.high;
  }

  #hashRow(scanner: RecordScanner, salt: number): void {
    const hash = this.#hash;
    hash.reset(salt);
    // What a scanner does not doubt holds no escapes.
    const mayEscape = scanner.doubtfulCount > 0;
    for (let index = 0; index < this.#columns.length; index++) {
      const column = this.#columns[index] as FlowColumn;
      const { place } = column.facts;
      const start = scanner.starts[place] ?? 0;
      const end = scanner.ends[place] ?? 0;
      if (isPlain(scanner.bytes, start, end, mayEscape)) hash.add(scanner.bytes, start, end);
      else {
        const value = Buffer.from(column.read(scanner));
        hash.add(value, 0, value.length);
      }
    }
    hash.finish();
  }
}

/** The field's bytes are its value: no quotes, no escapes, no blanks around it, not the word NULL. */
function isPlain(bytes: Uint8Array, start: number, end: number, mayEscape: boolean): boolean {
  if (end - start === 4 && ((bytes[start] ?? 0) | 0x20) === 0x6e) return false;
  const first = bytes[start];
  if (start < end && (first === QUOTE || first === SPACE || bytes[end - 1] === SPACE)) return false;
  if (mayEscape) for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return false;
  return true;
}
