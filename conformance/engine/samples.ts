/** Fits in 32 bits. */
const ENDLESS = 2 ** 30;

/**
 * A bounded, deterministic choice of samples, spread over everything that was offered: every `stride`-th is taken,
 * and when the store is full every second one goes and the stride doubles. The first is always among them.
 */
export class Samples<T> {
  readonly #limit: number;
  #kept: T[] = [];
  #offered = 0;
  #stride = 1;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get offered(): number {
    return this.#offered;
  }

  get kept(): readonly T[] {
    return this.#kept;
  }

  /** Counts one more, and says whether its sample is wanted; only then need it be built and given to `keep`. */
  wants(): boolean {
    return this.#offered++ % this.#stride === 0;
  }

  /** How many of the next ones are not wanted, at least; they may be counted by `skip`. */
  get unwanted(): number {
    if (this.#limit === 0) return ENDLESS;
    return Math.min(ENDLESS, (this.#stride - (this.#offered % this.#stride)) % this.#stride);
  }

  /** Counts so many that are not wanted. */
  skip(count: number): void {
    this.#offered += count;
  }

  keep(sample: T): void {
    if (this.#limit === 0) return;
    if (this.#kept.length === this.#limit) {
      this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
      this.#stride *= 2;
      if ((this.#offered - 1) % this.#stride !== 0) return;
    }
    this.#kept.push(sample);
  }
}
