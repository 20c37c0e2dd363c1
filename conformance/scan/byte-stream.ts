/** A stream of bytes seen through one growing window, so that records may cross chunk borders. */
export class ByteStream {
  /** The window; bytes beyond `length` are spare, and there is always at least one. */
  bytes = new Uint8Array(0);
  length = 0;
  /** Bytes read so far. */
  total = 0;
  ended = false;
  readonly #chunks: AsyncIterator<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Adds the next chunk behind what is there. */
  async fill(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done) {
      this.ended = true;
      this.#reserve(this.length + 1);
      return;
    }
    const chunk = next.value;
    this.#reserve(this.length + chunk.length + 1);
    this.bytes.set(chunk, this.length);
    this.length += chunk.length;
    this.total += chunk.length;
  }

  /** Forgets the first `count` bytes. */
  consume(count: number): void {
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
  }

  /** Stops the source early, so that it can close what it holds. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  #reserve(size: number): void {
    if (this.bytes.length >= size) return;
    const grown = new Uint8Array(Math.max(size, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
