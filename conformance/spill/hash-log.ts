/**
 * A log of records that begin with a 64 bit hash, and its settling: each part goes through a table that is small enough
 * for memory. What the table has no room for goes to a log of its own, dealt out by further bits of the hash. Records of
 * one hash stay together and in their order, so what a table says of them is as true as if it had held them all.
 */
import { setImmediate } from 'node:timers/promises';
import { RecordLog } from './record-log.js';
import type { SpillFolder } from './spill-folder.js';
import { split } from './split.js';
import type { Split } from './split.js';

export interface Table {
  /** Empties itself for the next records, so many at most. */
  readonly begin: (expected: number) => void;
  /** Takes the record at this place; false: it has no room, now and for every later one of its hash. */
  readonly take: (words: Int32Array, at: number) => boolean;
}

export class HashLog {
  readonly records: RecordLog;
  readonly #width: number;
  readonly #folder: SpillFolder;
  readonly #split: Split;

  /** `width` is a power of two, from 2: words of a record. */
  constructor(width: number, bytes: number, folder: SpillFolder, used = 0) {
    this.#width = width;
    this.#folder = folder;
    this.#split = split(bytes, used);
    const { parts, half, shift } = this.#split;
    this.records = new RecordLog({ width, parts, word: half, shift, bytes }, folder);
  }

  /**
   * Hands every record to the table and closes the log. `restBytes`: memory for what did not fit. Between two parts it
   * lets others have their turn, Ctrl-C above all. Throws `SpillError`.
   */
  async settle(table: Table, restBytes: number): Promise<void> {
    const width = this.#width;
    for (let part = 0; part < this.records.parts; part++) {
      const rest: HashLog[] = [];
      table.begin(this.records.lengthOf(part));
      this.records.drain(part, (words, from, to) => {
        for (let at = from; at < to; at += width) {
          if (table.take(words, at)) continue;
          if (rest.length === 0) rest.push(new HashLog(width, restBytes, this.#folder, this.#split.used));
          rest[0]?.records.copy(words, at);
        }
      });
      await rest[0]?.settle(table, restBytes);
      if (part % 16 === 15) await setImmediate();
    }
    this.records.close();
  }
}
