/** Which values the findings of a column are about: how many different ones, and the commonest. */
import { createHash } from 'node:crypto';
import type { GroupValues } from '../../specs/report.js';
import { showText } from './show-value.js';

/** Different values that are told apart; of more nothing is known but that they are more. */
const MOST_VALUES = 100_000;
/** Characters beyond which a value is told apart by its hash, so that none takes much memory. */
const LONG = 256;
/** Values named. */
const NAMED = 5;

interface Counted {
  readonly shown: string;
  count: number;
}

export class ValueTally {
  readonly #values = new Map<string, Counted>();
  #last: Counted | null = null;
  #isFull = false;

  /** Counts one. */
  add(value: string): void {
    const key = value.length <= LONG ? value : createHash('sha256').update(value).digest('hex');
    let known = this.#values.get(key) ?? null;
    if (known === null && this.#values.size < MOST_VALUES) {
      known = { shown: showText(value), count: 0 };
      this.#values.set(key, known);
    }
    this.#isFull ||= known === null;
    this.#last = known;
    this.addAgain();
  }

  /** Counts the last value once more. */
  addAgain(): void {
    if (this.#last !== null) this.#last.count++;
  }

  /** The commonest first; of equals the one met first. */
  summary(): GroupValues {
    const ranked = [...this.#values.values()].toSorted((a, b) => b.count - a.count).slice(0, NAMED);
    return {
      distinct: this.#values.size,
      andMore: this.#isFull,
      frequent: ranked.map(({ shown, count }) => ({ value: shown, count })),
    };
  }
}
