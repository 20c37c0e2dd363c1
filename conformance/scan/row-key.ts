/** The key that some columns of a row hold, as bytes that are equal where the keys are. */
import { BACKSLASH, NINE, QUOTE, SPACE, ZERO } from './bytes.js';
import { fieldBytes } from './field-end.js';

/** A row as the scanner has it. */
export interface RowFields {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly delimiter: number;
}

export interface RowKeyColumns {
  /** Places in the file, from 0. */
  readonly places: readonly number[];
  /** Whole numbers and codes: leading zeros make no difference. */
  readonly numeric: readonly boolean[];
  /** A text that stands for no value; null: none but a blank and the word NULL. */
  readonly defaults: readonly (string | null)[];
  /** Blanks around a value do not count. */
  readonly trims: boolean;
}

/** In front of every value but the last, so that `a|bc` and `ab|c` differ. */
const LENGTH_BYTES = 4;

export class RowKey {
  /** The key, in its first `length` bytes. */
  bytes: Uint8Array = new Uint8Array(64);
  length = 0;
  readonly #columns: RowKeyColumns;
  readonly #defaults: readonly (Uint8Array | null)[];

  constructor(columns: RowKeyColumns) {
    this.#columns = columns;
    this.#defaults = columns.defaults.map((text) => (text === null ? null : Buffer.from(text)));
  }

  get places(): readonly number[] {
    return this.#columns.places;
  }

  /** Takes the key of the row. false: a part of it is blank, so that there is none. */
  read({ bytes, starts, ends, delimiter }: RowFields): boolean {
    const { places } = this.#columns;
    this.length = 0;
    for (let index = 0; index < places.length; index++) {
      const start = starts[places[index] as number] as number;
      const end = ends[places[index] as number] as number;
      const isPlain = bytes[start] !== QUOTE && !hasBackslash(bytes, start, end);
      const value = isPlain ? bytes : fieldBytes(bytes, start, end, delimiter);
      const [from, to] = isPlain ? [start, end] : [0, value.length];
      if (!this.#take(value, from, to, index)) return false;
    }
    return true;
  }

  #take(value: Uint8Array, start: number, end: number, index: number): boolean {
    const { numeric, trims, places } = this.#columns;
    let from = start;
    let to = end;
    if (trims) {
      while (from < to && value[from] === SPACE) from++;
      while (to > from && value[to - 1] === SPACE) to--;
    }
    if (from === to || isNullWord(value, from, to)) return false;
    if (numeric[index] === true && isDigits(value, from, to))
      while (from < to - 1 && value[from] === ZERO) from++;
    const stated = this.#defaults[index] ?? null;
    if (stated !== null && isText(value, from, to, stated)) return false;
    this.#put(value, from, to, index < places.length - 1);
    return true;
  }

  #put(value: Uint8Array, from: number, to: number, isFollowed: boolean): void {
    const size = to - from;
    const needed = this.length + size + LENGTH_BYTES;
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(needed * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    if (isFollowed)
      for (let shift = 0; shift < LENGTH_BYTES * 8; shift += 8) this.bytes[this.length++] = size >>> shift;
    for (let at = from; at < to; at++) this.bytes[this.length++] = value[at] as number;
  }
}

function hasBackslash(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}

function isDigits(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte < ZERO || byte > NINE) return false;
  }
  return true;
}

/** In any case: a flow that takes it for text compares it with nothing real either. */
const isNullWord = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from === 4 &&
  ((bytes[from] as number) | 32) === 0x6e &&
  ((bytes[from + 1] as number) | 32) === 0x75 &&
  ((bytes[from + 2] as number) | 32) === 0x6c &&
  ((bytes[from + 3] as number) | 32) === 0x6c;

function isText(bytes: Uint8Array, from: number, to: number, text: Uint8Array): boolean {
  if (to - from !== text.length) return false;
  for (let at = 0; at < text.length; at++) if (bytes[from + at] !== text[at]) return false;
  return true;
}
