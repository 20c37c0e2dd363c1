/** Which values the findings of a column are about: how many different ones, and the commonest. */
import { createHash } from 'node:crypto';
import type { GroupValues } from '../../specs/report.js';
import { showText } from './show-value.js';

/** Different values that are told apart; of more nothing is known but that they are more. */
export const MOST_VALUES = 100_000;
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
  #isFull = false;

  /** Counts one. */
  add(value: string): void {
    const key = value.length <= LONG ? value : createHash('sha256').update(value).digest('hex');
    const known = this.#values.get(key);
    if (known !== undefined) known.count++;
    else if (this.#values.size < MOST_VALUES) this.#values.set(key, { shown: showText(value), count: 1 });
    else this.#isFull = true;
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
