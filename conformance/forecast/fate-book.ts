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
  readonly #counts: FateCount[] = [];

  /** The next row of this fate is to be named. */
  wantsSample(fate: FateKind, column: string | null): boolean {
    return this.#entry(fate, column).samples.length < SAMPLES;
  }

  add(fate: FateKind, column: string | null, sample: ForecastSample | null = null, times = 1): void {
    if (times === 0) return;
    const known = this.#entry(fate, column);
    known.count += times;
    if (sample !== null) known.samples.push(sample);
  }

  /** There are few of them, and the same one comes again and again. */
  #entry(fate: FateKind, column: string | null): FateCount {
    const counts = this.#counts;
    for (let index = 0; index < counts.length; index++) {
      const known = counts[index] as FateCount;
      if (known.fate === fate && known.column === column) return known;
    }
    const made: FateCount = { fate, column, count: 0, samples: [] };
    counts.push(made);
    return made;
  }

  get total(): number {
    let sum = 0;
    for (const { count } of this.#counts) sum += count;
    return sum;
  }

  /** In the ingestion's order, the commonest column first. */
  entries(): readonly FateCount[] {
    return this.#counts.toSorted(
      (a, b) => FATES.indexOf(a.fate) - FATES.indexOf(b.fate) || b.count - a.count,
    );
  }
}
