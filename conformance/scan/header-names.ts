/** Knows the header line when it stands among the rows again, as in exports that were joined. */
import { QUOTE } from './bytes.js';
import { fieldBytes } from './field-end.js';
import type { RecordScanner } from './record-scanner.js';

export class HeaderNames {
  readonly #names: readonly Uint8Array[];
  /** Bytes of the first name: what nearly every row is told apart by. */
  readonly #first: Uint8Array;

  constructor(names: readonly string[]) {
    this.#names = names.map((name) => Buffer.from(name));
    this.#first = this.#names[0] ?? new Uint8Array(0);
  }

  /** true: the record, which has as many fields as the header, holds the header's names. */
  isRepeatedBy(scanner: RecordScanner): boolean {
    const { bytes, starts, ends } = scanner;
    const start = starts[0] ?? 0;
    const first = this.#first;
    const isQuoted = bytes[start] === QUOTE;
    // Nearly every row of data ends here, and pays for a comparison or two.
    if (first.length === 0 || bytes[isQuoted ? start + 1 : start] !== first[0]) return false;
    if (!isQuoted && (ends[0] ?? 0) - start !== first.length) return false;
    return this.#names.every((name, place) => {
      const value = fieldBytes(bytes, starts[place] ?? 0, ends[place] ?? 0, scanner.delimiter);
      return value.length === name.length && Buffer.compare(value, name) === 0;
    });
  }
}
