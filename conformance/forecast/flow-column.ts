/** What the flow makes of the values of one column. Verdicts on repeated values are remembered. */
import { judgeFlowValue, seenByFlow, Verdict } from '../engine/flow-value.js';
import type { FlowColumnFacts } from '../engine/flow-value.js';
import { fieldBytes } from '../scan/field-end.js';
import type { RecordScanner } from '../scan/record-scanner.js';
import { VerdictMemory } from './verdict-memory.js';

export class FlowColumn {
  readonly facts: FlowColumnFacts;
  /** What becomes of a row with nothing here. */
  readonly blank: Verdict;
  /** Nothing becomes of any value. */
  readonly #takesAll: boolean;
  readonly #memory = new VerdictMemory<Verdict>();

  constructor(facts: FlowColumnFacts) {
    this.facts = facts;
    this.blank = this.judgeText('');
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
    return this.#memory.recall(bytes, start, end, () => {
      const value = fieldBytes(bytes, start, end, delimiter);
      return this.judgeText(Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8'));
    });
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
