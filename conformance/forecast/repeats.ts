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
    this.#hashRow(scanner, SALT.suspect);
    this.#met?.add(this.#hash.low, this.#hash.high);
  }

  /** The row may agree with another one. */
  isSuspect(scanner: RecordScanner): boolean {
    this.#hashRow(scanner, SALT.suspect);
    return this.#suspects?.has(this.#hash.low, this.#hash.high) === true;
  }

  /** The line of the first row like this suspect one; its own where it is the first. */
  firstOf(scanner: RecordScanner): number {
    this.#hashRow(scanner, SALT.suspect);
    const { low, high } = this.#hash;
    this.#hashRow(scanner, SALT.confirm);
    const first = this.#first.add(low, high, this.#hash.low, this.#hash.high, scanner.line);
    if (first === NO_ROOM) throw new Error('the forecast has no memory for so many repeated rows');
    return first === 0 ? scanner.line : first;
  }

  #hashRow(scanner: RecordScanner, salt: number): void {
    const hash = this.#hash;
    hash.reset(salt);
    for (const column of this.#columns) {
      const { place } = column.facts;
      const start = scanner.starts[place] ?? 0;
      const end = scanner.ends[place] ?? 0;
      if (isPlain(scanner.bytes, start, end)) hash.add(scanner.bytes, start, end);
      else {
        const value = Buffer.from(column.read(scanner));
        hash.add(value, 0, value.length);
      }
    }
    hash.finish();
  }
}

/** The field's bytes are its value: no quotes, no escapes, no blanks around it, not the word NULL. */
function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start === 4 && ((bytes[start] ?? 0) | 0x20) === 0x6e) return false;
  const first = bytes[start];
  if (start < end && (first === QUOTE || first === SPACE || bytes[end - 1] === SPACE)) return false;
  for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return false;
  return true;
}
