/** Checks that two coded columns hold one of the combinations that the dictionary lists, without a string a row. */
import type { Expectation } from '../engine/expectation.js';
import { NINE, ZERO } from './bytes.js';
import type { RecordScanner } from './record-scanner.js';

/** Larger than any code, so that a pair becomes one number. */
const SHIFT = 100_000;

export interface BrokenPair {
  readonly first: string;
  readonly second: string;
  /** Place of the second column in the file, from 0. */
  readonly place: number;
}

export class PairCheck {
  readonly #first: number;
  readonly #second: number;
  readonly #legal: ReadonlySet<number>;

  private constructor(first: number, second: number, legal: ReadonlySet<number>) {
    this.#first = first;
    this.#second = second;
    this.#legal = legal;
  }

  /** null where the source lists no combinations, or a column is missing from the file. */
  static for(expectation: Expectation, expectedOf: readonly number[]): PairCheck | null {
    const pairs = expectation.source.allowedPairs;
    if (!pairs) return null;
    const placeOf = (name: string): number => {
      const column = expectation.columns.find((candidate) => candidate.name === name);
      return column ? expectedOf.indexOf(column.index) : -1;
    };
    const [first, second] = pairs.fields.map(placeOf);
    if (first === undefined || second === undefined || first < 0 || second < 0) return null;
    return new PairCheck(first, second, new Set(pairs.values.map(([a, b]) => (a ?? 0) * SHIFT + (b ?? 0))));
  }

  /** null: legal, or one of the two is not a recognised code, which is a finding of its own. */
  check(scanner: RecordScanner): BrokenPair | null {
    if (scanner.isDoubtful(this.#first) || scanner.isDoubtful(this.#second)) return null;
    const first = numberAt(scanner, this.#first);
    const second = numberAt(scanner, this.#second);
    if (first < 0 || second < 0 || this.#legal.has(first * SHIFT + second)) return null;
    return { first: String(first), second: String(second), place: this.#second };
  }
}

function numberAt({ bytes, starts, ends }: RecordScanner, place: number): number {
  let value = 0;
  const end = ends[place] as number;
  let at = starts[place] as number;
  if (at === end) return -1;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte < ZERO || byte > NINE) return -1;
    value = value * 10 + byte - ZERO;
  }
  return value;
}
