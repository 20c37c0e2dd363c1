/** Remembers verdicts on short values by their bytes, so that a value seen before costs no text. */
const SLOTS = 2048;
const LONGEST = 16;
const NONE = new Uint8Array(0);

export class VerdictMemory<Verdict extends number> {
  /** Made when first asked: most columns of a wide table never are. */
  #values: Uint8Array = NONE;
  /** Length of the value in a slot, plus 1; 0: the slot is free. */
  #lengths: Uint8Array = NONE;
  #verdicts: Uint8Array = NONE;

  /** The verdict on `bytes[start, end)`; `judge` is asked where none is remembered. */
  recall(bytes: Uint8Array, start: number, end: number, judge: () => Verdict): Verdict {
    const length = end - start;
    if (length > LONGEST) return judge();
    if (this.#values === NONE) this.#make();
    let hash = length;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    if (this.#holds(slot, bytes, start, length)) return this.#verdicts[slot] as Verdict;
    const verdict = judge();
    this.#values.set(bytes.subarray(start, end), slot * LONGEST);
    this.#lengths[slot] = length + 1;
    this.#verdicts[slot] = verdict;
    return verdict;
  }

  #make(): void {
    this.#values = new Uint8Array(SLOTS * LONGEST);
    this.#lengths = new Uint8Array(SLOTS);
    this.#verdicts = new Uint8Array(SLOTS);
  }

  #holds(slot: number, bytes: Uint8Array, start: number, length: number): boolean {
    if (this.#lengths[slot] !== length + 1) return false;
    const from = slot * LONGEST;
    for (let at = 0; at < length; at++) if (bytes[start + at] !== this.#values[from + at]) return false;
    return true;
  }
}
