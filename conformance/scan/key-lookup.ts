/** Whether rows refer to something that is there. Rows of one key often follow each other, so the last one is kept. */
import { KeyFinder } from '../spill/key-finder.js';
import type { KeyData } from '../spill/key-data.js';
import { RowKey } from './row-key.js';
import type { RowFields, RowKeyColumns } from './row-key.js';

/** `none`: the row refers to nothing. */
export const Found = { none: 0, yes: 1, no: 2 } as const;
export type Found = (typeof Found)[keyof typeof Found];

/** Longest text of the last row's fields that is kept. */
const KEPT_BYTES = 256;

export class KeyLookup {
  readonly #key: RowKey;
  readonly #finder: KeyFinder;
  readonly #kept = new Uint8Array(KEPT_BYTES);
  readonly #lengths: Int32Array;
  #answer: Found = Found.none;
  #isKept = false;
  /** Place of the column, where there is only one; else -1. */
  readonly #only: number;
  #length = 0;

  constructor(columns: RowKeyColumns, keys: KeyData) {
    this.#key = new RowKey(columns);
    this.#finder = new KeyFinder(keys);
    this.#lengths = new Int32Array(columns.places.length);
    this.#only = columns.places.length === 1 ? (columns.places[0] as number) : -1;
  }

  get places(): readonly number[] {
    return this.#key.places;
  }

  /** The answer for the row whose fields stand there. Throws `SpillError`. */
  look(row: RowFields): Found {
    if (this.#isKept && (this.#only >= 0 ? this.#isSameValue(row) : this.#isSame(row))) return this.#answer;
    this.#answer = this.#ask(row);
    this.#keep(row);
    return this.#answer;
  }

  #ask(row: RowFields): Found {
    if (!this.#key.read(row)) return Found.none;
    return this.#finder.has(this.#key.bytes, this.#key.length) ? Found.yes : Found.no;
  }

  #isSameValue(row: RowFields): boolean {
    const { bytes } = row;
    const kept = this.#kept;
    const start = row.starts[this.#only] as number;
    const length = this.#length;
    if ((row.ends[this.#only] as number) - start !== length) return false;
    // The end of a code differs sooner than its beginning.
    for (let at = length - 1; at >= 0; at--) if (bytes[start + at] !== kept[at]) return false;
    return true;
  }

  #isSame({ bytes, starts, ends }: RowFields): boolean {
    const { places } = this.#key;
    const kept = this.#kept;
    let next = 0;
    for (let index = 0; index < places.length; index++) {
      const place = places[index] as number;
      const end = ends[place] as number;
      let at = starts[place] as number;
      if (end - at !== this.#lengths[index]) return false;
      for (; at < end; at++) if (bytes[at] !== kept[next++]) return false;
    }
    return true;
  }

  #keep({ bytes, starts, ends }: RowFields): void {
    const { places } = this.#key;
    let next = 0;
    this.#isKept = false;
    for (let index = 0; index < places.length; index++) {
      const place = places[index] as number;
      const start = starts[place] as number;
      const end = ends[place] as number;
      if (next + end - start > KEPT_BYTES) return;
      this.#lengths[index] = end - start;
      for (let at = start; at < end; at++) this.#kept[next++] = bytes[at] as number;
    }
    this.#length = next;
    this.#isKept = true;
  }
}
