/**
 * Tells of suspect rows which repeat a row before them, which only its key, and where that one stands. As long as memory
 * does, it answers at once. From the first row on for which there is none, every answer is put off: the rows go to logs,
 * these are settled when all rows have been seen, and whoever goes through the rows once more is told then.
 */
import { FirstLines, NO_ROOM } from './first-lines.js';
import { HashLog } from './hash-log.js';
import { LineAnswers } from './line-answers.js';
import type { SpillFolder } from './spill-folder.js';

export interface Duplicate {
  readonly kind: 'duplicate-row' | 'duplicate-key';
  readonly firstLine: number;
}

/** Three hashes of a suspect row, 64 bits each: what made it a suspect, its key again, and all of it. */
export type SuspectHashes = Int32Array;

const WORD = 2 ** 32;
/** Words of a record in either log. */
const WIDTH = 8;

export class RepeatedRows {
  readonly #bytes: number;
  readonly #lastLine: number;
  readonly #folder: SpillFolder;
  readonly #keys: FirstLines;
  readonly #rows: FirstLines;
  /** `[hash 2, key 2, row 2, line, line above 32 bits * 2 + is it keyed]` */
  #keyLog: HashLog | null = null;
  /** `[row 2, key 2, line 2, first line of the key 2]` */
  #rowLog: HashLog | null = null;
  #answers: LineAnswers | null = null;

  constructor(bytes: number, lastLine: number, folder: SpillFolder) {
    this.#bytes = bytes;
    this.#lastLine = lastLine;
    this.#folder = folder;
    this.#keys = new FirstLines(bytes / 8);
    this.#rows = new FirstLines(bytes / 8);
  }

  /** Were answers put off? */
  get owesAnswers(): boolean {
    return this.#answers !== null;
  }

  /** Rows come in their order; without a key only all of it counts, and stands for the key. Throws `SpillError`. */
  judge(hashes: SuspectHashes, keyed: boolean, line: number): Duplicate | null {
    const [a = 0, b = 0, keyLow = 0, keyHigh = 0, rowLow = 0, rowHigh = 0] = hashes;
    const first = this.#keys.add(a, b, keyLow, keyHigh, line);
    if (first === NO_ROOM) {
      this.#putOffKey(hashes, keyed, line);
      return null;
    }
    if (!keyed) return this.#tell(line, first);
    const same = this.#rows.add(rowLow, rowHigh, keyLow, keyHigh, line);
    if (same === NO_ROOM) {
      this.#putOffRow(rowLow, rowHigh, keyLow, keyHigh, line, first);
      return null;
    }
    return this.#tell(line, same > 0 ? same : -first);
  }

  /** When all rows were seen and answers were put off. Throws `SpillError`. */
  async settle(): Promise<void> {
    const keys = { begin: (expected: number) => this.#keys.reset(expected), take: this.#takeKey };
    await this.#keyLog?.settle(keys, this.#rest);
    const rows = { begin: (expected: number) => this.#rows.reset(expected), take: this.#takeRow };
    await this.#rowLog?.settle(rows, this.#rest);
  }

  /** The answer put off; lines are asked about in ascending order. Throws `SpillError`. */
  recall(line: number): Duplicate | null {
    return duplicateOf(this.#answers?.answer(line) ?? 0);
  }

  get #rest(): number {
    return this.#bytes / 16;
  }

  readonly #takeKey = (words: Int32Array, at: number): boolean => {
    const packed = words[at + 7] as number;
    const line = ((words[at + 6] as number) >>> 0) + (packed >>> 1) * WORD;
    const [keyLow, keyHigh] = [words[at + 2] as number, words[at + 3] as number];
    const first = this.#keys.add(words[at] as number, words[at + 1] as number, keyLow, keyHigh, line);
    if (first === NO_ROOM) return false;
    if ((packed & 1) === 0) this.#tell(line, first);
    else this.#putOffRow(words[at + 4] as number, words[at + 5] as number, keyLow, keyHigh, line, first);
    return true;
  };

  readonly #takeRow = (words: Int32Array, at: number): boolean => {
    const [rowLow, rowHigh] = [words[at] as number, words[at + 1] as number];
    const line = numberAt(words, at + 4);
    const same = this.#rows.add(rowLow, rowHigh, words[at + 2] as number, words[at + 3] as number, line);
    if (same === NO_ROOM) return false;
    this.#tell(line, same > 0 ? same : -numberAt(words, at + 6));
    return true;
  };

  /** A first line above 0 is of an equal row, below 0 of an equal key. */
  #tell(line: number, first: number): Duplicate | null {
    if (this.#answers === null) return duplicateOf(first);
    if (first !== 0) this.#answers.put(line, first);
    return null;
  }

  #putOffKey(hashes: SuspectHashes, keyed: boolean, line: number): void {
    this.#oweAnswers();
    this.#keyLog ??= new HashLog(WIDTH, this.#bytes / 8, this.#folder);
    const { records } = this.#keyLog;
    const at = records.reserve();
    const { words } = records;
    for (let word = 0; word < 6; word++) words[at + word] = hashes[word] as number;
    words[at + 6] = line | 0;
    words[at + 7] = Math.floor(line / WORD) * 2 + (keyed ? 1 : 0);
  }

  #putOffRow(a: number, b: number, c: number, d: number, line: number, first: number): void {
    this.#oweAnswers();
    this.#rowLog ??= new HashLog(WIDTH, this.#bytes / 8, this.#folder);
    const { records } = this.#rowLog;
    const at = records.reserve();
    const { words } = records;
    words[at] = a;
    words[at + 1] = b;
    words[at + 2] = c;
    words[at + 3] = d;
    words[at + 4] = line | 0;
    words[at + 5] = Math.floor(line / WORD);
    words[at + 6] = first | 0;
    words[at + 7] = Math.floor(first / WORD);
  }

  #oweAnswers(): void {
    this.#answers ??= new LineAnswers(this.#bytes / 8, this.#rest, this.#lastLine, this.#folder);
  }
}

const duplicateOf = (first: number): Duplicate | null => {
  if (first === 0) return null;
  return first > 0
    ? { kind: 'duplicate-row', firstLine: first }
    : { kind: 'duplicate-key', firstLine: -first };
};

const numberAt = (words: Int32Array, at: number): number =>
  ((words[at] as number) >>> 0) + (words[at + 1] as number) * WORD;
