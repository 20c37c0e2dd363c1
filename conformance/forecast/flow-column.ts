/** What the flow makes of the values of one column. Verdicts on repeated values are remembered. */
import { fieldBytes } from '../scan/field-end.js';
import type { RecordScanner } from '../scan/record-scanner.js';
import { judgeFlowValue, seenByFlow, Verdict } from '../engine/flow-value.js';
import type { FlowColumnFacts } from '../engine/flow-value.js';

const MEMORY = 4096;
const MEMORABLE_BYTES = 64;
/** Bytes of the last field that are kept. */
const LAST_BYTES = 16;

export class FlowColumn {
  readonly facts: FlowColumnFacts;
  /** What becomes of a row with nothing here. */
  readonly blank: Verdict;
  /** Nothing becomes of any value. */
  readonly #takesAll: boolean;
  readonly #nullWord: Verdict;
  readonly #memory = new Map<string, Verdict>();
  #remembered = 0;
  #isForgetful = false;
  /** The field that was judged last, as it stands in the file, and the verdict on it. */
  readonly #last = new Uint8Array(LAST_BYTES);
  #lastLength = -1;
  #lastVerdict: Verdict = Verdict.fine;

  constructor(facts: FlowColumnFacts) {
    this.facts = facts;
    this.blank = this.judgeText('');
    this.#nullWord = this.judgeText('NULL');
    this.#takesAll = this.blank === Verdict.fine && !facts.stored && !facts.checked && !facts.zeroIsNull;
  }

  /** The verdict on the column's field of the scanner's record. */
  judge(scanner: RecordScanner): Verdict {
    const { place } = this.facts;
    return this.judgeAt(
      scanner.bytes,
      scanner.starts[place] ?? 0,
      scanner.ends[place] ?? 0,
      scanner.delimiter,
    );
  }

  /** The verdict on the field at `[start, end)`. */
  judgeAt(bytes: Uint8Array, start: number, end: number, delimiter: number): Verdict {
    if (this.#takesAll) return Verdict.fine;
    if (start === end) return this.blank;
    if (this.#isLast(bytes, start, end)) return this.#lastVerdict;
    const verdict = this.#judgeField(bytes, start, end, delimiter);
    this.#lastLength = end - start <= LAST_BYTES ? end - start : -1;
    for (let index = 0; index < this.#lastLength; index++) this.#last[index] = bytes[start + index] as number;
    return (this.#lastVerdict = verdict);
  }

  #isLast(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start !== this.#lastLength) return false;
    for (let index = 0; index < this.#lastLength; index++)
      if (bytes[start + index] !== this.#last[index]) return false;
    return true;
  }

  #judgeField(bytes: Uint8Array, start: number, end: number, delimiter: number): Verdict {
    if (end - start === 4 && isNull(bytes, start)) return this.#nullWord;
    const value = fieldBytes(bytes, start, end, delimiter);
    const raw = Buffer.from(value.buffer, value.byteOffset, value.length);
    if (value.length > MEMORABLE_BYTES) return this.judgeText(raw.toString('utf8'));
    if (this.#isForgetful) return this.judgeText(raw.toString('utf8'));
    const key = raw.toString('latin1');
    const known = this.#memory.get(key);
    if (known !== undefined) {
      this.#remembered++;
      return known;
    }
    if (this.#memory.size >= MEMORY) {
      // Where nearly every value is another one, remembering costs more than judging.
      this.#isForgetful = this.#remembered < MEMORY;
      this.#remembered = 0;
      this.#memory.clear();
    }
    const verdict = this.judgeText(raw.toString('utf8'));
    this.#memory.set(key, verdict);
    return verdict;
  }

  /** The value as the flow sees it; empty: none. */
  read(scanner: RecordScanner): string {
    const { place } = this.facts;
    const start = scanner.starts[place] ?? 0;
    const value = fieldBytes(scanner.bytes, start, scanner.ends[place] ?? 0, scanner.delimiter);
    return seenByFlow(this.facts, Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8'));
  }

  judgeText(raw: string): Verdict {
    return judgeFlowValue(this.facts, raw);
  }
}

const isNull = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x4e && bytes[at + 1] === 0x55 && bytes[at + 2] === 0x4c && bytes[at + 3] === 0x4c;
