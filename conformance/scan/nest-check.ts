/** Whether the administrative codes of a row begin with each other, without a string a row. */
import { CODE_DIGITS } from '../../specs/source.js';
import { isInnermost, nestedCodes } from '../../specs/references/nested-codes.js';
import type { Expectation } from '../engine/expectation.js';
import { sameBytes } from '../spill/key-data.js';
import { NINE, QUOTE, SPACE, ZERO } from './bytes.js';
import { fieldBytes } from './field-end.js';
import type { RowFields } from './row-key.js';

interface Code {
  readonly place: number;
  readonly digits: number;
  readonly isInnermost: boolean;
}

export class NestCheck {
  readonly #codes: readonly Code[];
  /** Of the last row that was not in order: places of the code, and of the one that it should begin with. */
  inner = 0;
  outer = 0;

  readonly #trims: boolean;
  readonly #read: readonly [Digits, Digits] = [
    { bytes: new Uint8Array(0), from: 0 },
    { bytes: new Uint8Array(0), from: 0 },
  ];

  private constructor(codes: readonly Code[], trims: boolean) {
    this.#codes = codes;
    this.#trims = trims;
  }

  /** null where a row of the file holds fewer than two codes of its place. */
  static for({ columns, trims }: Expectation, expectedOf: readonly number[]): NestCheck | null {
    const names = nestedCodes(columns.map(({ field }) => field));
    const codes = names.flatMap((name): Code[] => {
      const column = columns.find((candidate) => candidate.name === name);
      const place = column ? expectedOf.indexOf(column.index) : -1;
      const code = column?.field.code;
      return place < 0 || code === undefined
        ? []
        : [{ place, digits: CODE_DIGITS[code], isInnermost: isInnermost(code) }];
    });
    return codes.length < 2 ? null : new NestCheck(codes, trims);
  }

  get places(): readonly number[] {
    return this.#codes.map(({ place }) => place);
  }

  /** true: the codes that are whole begin with each other; others are a matter of other rules. */
  holds(row: RowFields): boolean {
    let outer: Code | null = null;
    let [known, read] = this.#read;
    for (let index = 0; index < this.#codes.length; index++) {
      const code = this.#codes[index] as Code;
      if (!readDigits(row, code, this.#trims, read)) continue;
      if (outer !== null && !sameBytes(read.bytes, read.from, known.bytes, known.from, outer.digits)) {
        this.inner = code.place;
        this.outer = outer.place;
        return false;
      }
      if (code.isInnermost) continue;
      outer = code;
      [known, read] = [read, known];
    }
    return true;
  }
}

/** A code as it lies there, or, where it is in quotes or between blanks, by itself. */
interface Digits {
  bytes: Uint8Array;
  from: number;
}

function readDigits(row: RowFields, { place, digits }: Code, trims: boolean, to: Digits): boolean {
  to.bytes = row.bytes;
  to.from = row.starts[place] as number;
  let end = row.ends[place] as number;
  if (row.bytes[to.from] === QUOTE) {
    to.bytes = fieldBytes(row.bytes, to.from, end, row.delimiter);
    to.from = 0;
    end = to.bytes.length;
  }
  if (trims) {
    while (to.from < end && to.bytes[to.from] === SPACE) to.from++;
    while (end > to.from && to.bytes[end - 1] === SPACE) end--;
  }
  if (end - to.from !== digits) return false;
  for (let at = to.from; at < end; at++) {
    const byte = to.bytes[at] as number;
    if (byte < ZERO || byte > NINE) return false;
  }
  return true;
}
