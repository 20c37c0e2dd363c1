/**
 * Tells which 64 bit hashes come more than once, of as many as there are, within a number of bytes: adding is writing to
 * a log, and equal hashes meet when it is settled.
 */
import { HashLog } from './hash-log.js';
import { ADD, HashSet } from './hash-set.js';
import type { SpillFolder } from './spill-folder.js';
import { Suspects } from './suspects.js';

export class RepeatedHashes {
  readonly #bytes: number;
  readonly #log: HashLog;

  constructor(bytes: number, folder: SpillFolder) {
    this.#bytes = bytes;
    this.#log = new HashLog(2, (bytes * 11) / 16, folder);
  }

  /** Throws `SpillError`. */
  add(low: number, high: number): void {
    const { records } = this.#log;
    const at = records.reserve();
    const { words } = records;
    words[at] = low;
    words[at + 1] = high;
  }

  /** When all are added; once. Throws `SpillError`. */
  async settle(): Promise<Suspects> {
    const suspects = new Suspects(this.#bytes / 8);
    const set = new HashSet(this.#bytes / 8);
    const take = (words: Int32Array, at: number): boolean => {
      const low = words[at] as number;
      const high = words[at + 1] as number;
      const added = set.add(low, high);
      if (added === ADD.seen) suspects.add(low, high);
      return added !== ADD.full;
    };
    await this.#log.settle({ begin: (expected) => set.reset(expected), take }, this.#bytes / 16);
    return suspects;
  }
}
