/** Bytes up to which they are copied one by one. */
const SMALL = 64;

/** Bytes that are put together piece by piece and given away in one. */
export class OutBytes {
  #bytes: Uint8Array = new Uint8Array(64 * 1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(bytes: Uint8Array, start = 0, end = bytes.length): void {
    const size = end - start;
    this.#reserve(size);
    // A view of a few bytes costs more than the bytes.
    if (size > SMALL) this.#bytes.set(bytes.subarray(start, end), this.#length);
    else for (let at = 0; at < size; at++) this.#bytes[this.#length + at] = bytes[start + at] ?? 0;
    this.#length += size;
  }

  addByte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#length + size, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }

  /** Everything so far; it belongs to the caller then. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }
}
