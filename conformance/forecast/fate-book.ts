/** Counts the rows that are lost, by fate and column, and keeps the first few of each. */
import { FATES } from '../../specs/ingestion/ingestion.js';
import type { FateKind } from '../../specs/ingestion/ingestion.js';
import type { ForecastSample } from '../../specs/forecast.js';

const SAMPLES = 3;

export interface FateCount {
  readonly fate: FateKind;
  readonly column: string | null;
  count: number;
  readonly samples: ForecastSample[];
}

export class FateBook {
  readonly #counts = new Map<string, FateCount>();

  /** `sample` is only called while samples are wanted. */
  add(fate: FateKind, column: string | null, sample: (() => ForecastSample) | null, times = 1): void {
    if (times === 0) return;
    const key = `${fate}\n${column ?? ''}`;
    let known = this.#counts.get(key);
    if (known === undefined) {
      known = { fate, column, count: 0, samples: [] };
      this.#counts.set(key, known);
    }
    known.count += times;
    if (sample !== null && known.samples.length < SAMPLES) known.samples.push(sample());
  }

  get total(): number {
    let sum = 0;
    for (const { count } of this.#counts.values()) sum += count;
    return sum;
  }

  /** In the ingestion's order, the commonest column first. */
  entries(): readonly FateCount[] {
    return [...this.#counts.values()].toSorted(
      (a, b) => FATES.indexOf(a.fate) - FATES.indexOf(b.fate) || b.count - a.count,
    );
  }
}
