/** A findings file, read on line by line: lines are looked at, or passed on unread. */
import { createReadStream } from 'node:fs';

const CHUNK = 1 << 20;
const LF = 10;
/** A finding is a few hundred bytes; what has no line end for so long is something else. */
const LONGEST = 16 << 20;

export class FindingLines {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(path: string) {
    this.#chunks = createReadStream(path, { highWaterMark: CHUNK })[
      Symbol.asyncIterator
    ]() as AsyncIterator<Uint8Array>;
  }

  /** The next line, which stays the next; null: there is no whole one. */
  async peek(): Promise<string | null> {
    for (;;) {
      const end = this.#bytes.indexOf(LF);
      if (end >= 0) return Buffer.from(this.#bytes.subarray(0, end)).toString('utf8');
      if (this.#bytes.length > LONGEST || !(await this.#fill())) return null;
    }
  }

  /** Passes the next lines on, and says how many there were: fewer than `count` only at the end of the file. */
  async take(count: number, write: (bytes: Uint8Array) => Promise<void>): Promise<number> {
    let taken = 0;
    while (taken < count) {
      let end = 0;
      while (taken < count) {
        const next = this.#bytes.indexOf(LF, end);
        if (next < 0) break;
        end = next + 1;
        taken++;
      }
      if (end > 0) await write(this.#bytes.subarray(0, end));
      this.#bytes = this.#bytes.subarray(end);
      if (taken < count && (this.#bytes.length > LONGEST || !(await this.#fill()))) return taken;
    }
    return taken;
  }

  /** Nothing is left, not even a part of a line. */
  async isAtEnd(): Promise<boolean> {
    return this.#bytes.length === 0 && !(await this.#fill());
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  /** false: there is no more. */
  async #fill(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#bytes = this.#bytes.length === 0 ? next.value : Buffer.concat([this.#bytes, next.value]);
    return true;
  }
}
