/** What was found out about lines, in any order, for somebody who asks line by line from the top. */
import { RecordLog } from './record-log.js';
import type { SpillFolder } from './spill-folder.js';
import { powerBelow } from './split.js';

const WORD = 2 ** 32;
const FEWEST_LINES = 1 << 10;

export class LineAnswers {
  readonly #log: RecordLog;
  readonly #blockLines: number;
  readonly #parts: number;
  /** Answers of the block that is being asked about; 0: none. */
  #block: Float64Array | null = null;
  #at = -1;

  /** `bytes` of memory for the log, `blockBytes` for the lines asked about. */
  constructor(bytes: number, blockBytes: number, lastLine: number, folder: SpillFolder) {
    this.#blockLines = Math.max(FEWEST_LINES, powerBelow(blockBytes / 8));
    this.#parts = powerBelow(lastLine / this.#blockLines) * 2;
    this.#log = new RecordLog({ width: 4, parts: this.#parts, word: 0, shift: 0, bytes }, folder);
  }

  /** The answer is a whole number, not 0. Throws `SpillError`. */
  put(line: number, answer: number): void {
    const at = this.#log.reserve();
    const { words } = this.#log;
    const size = Math.abs(answer);
    words[at] = Math.floor(line / this.#blockLines);
    words[at + 1] = (line % this.#blockLines) * 2 + (answer < 0 ? 1 : 0);
    words[at + 2] = size | 0;
    words[at + 3] = Math.floor(size / WORD);
  }

  /** 0: nothing is known of the line. Lines are asked about in ascending order. Throws `SpillError`. */
  answer(line: number): number {
    const block = Math.floor(line / this.#blockLines);
    if (block !== this.#at) this.#load(block);
    return this.#block?.[line % this.#blockLines] ?? 0;
  }

  close(): void {
    this.#log.close();
    this.#block = null;
  }

  #load(block: number): void {
    this.#at = block;
    const answers = this.#block?.fill(0) ?? new Float64Array(this.#blockLines);
    this.#block = answers;
    // Only a file that changed since has further lines.
    if (block >= this.#parts) return;
    this.#log.deal();
    this.#log.drain(block, (words, from, to) => {
      for (let at = from; at < to; at += 4) {
        const place = words[at + 1] as number;
        const size = ((words[at + 2] as number) >>> 0) + (words[at + 3] as number) * WORD;
        answers[place >>> 1] = (place & 1) === 1 ? -size : size;
      }
    });
  }
}
