/** What the flow makes of the values of one column. Verdicts on repeated values are remembered. */
import type { Field, PipelineType } from '../../specs/source.js';
import { SPACE } from '../scan/bytes.js';
import { fieldBytes } from '../scan/field-end.js';
import type { RecordScanner } from '../scan/record-scanner.js';
import { countCodePoints } from '../values/text.js';
import { fitsPrinted, passesCheck } from './flow-values.js';
import { VerdictMemory } from './verdict-memory.js';

/** Verdicts on a value, in the order of the stages. */
export const Verdict = { fine: 0, datatype: 1, null: 2, load: 3 } as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** What is to be known of a column for judging its values. */
export interface FlowColumnFacts {
  readonly name: string;
  /** Place in the file, from 0. */
  readonly place: number;
  /** The dictionary's column of this name; null: it has none. */
  readonly field: Field | null;
  readonly type: PipelineType | null;
  /** The flow has a datatype check, and it knows the column. */
  readonly checked: boolean;
  readonly nullChecked: boolean;
  readonly zeroIsNull: boolean;
  /** The word NULL: no value as it stands, no value in any case, the number 0, or text. */
  readonly nullWord: 'exact' | 'any-case' | 'zero' | 'text';
  /** A blank passes every check and breaks its batch in the table. */
  readonly blankBreaks: boolean;
  /** The table has the dictionary's type. */
  readonly tableAsPrinted: boolean;
  readonly stored: boolean;
  readonly maxLength: number | null;
  readonly trims: boolean;
}

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
    return this.#seen(Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8'));
  }

  judgeText(raw: string): Verdict {
    const { facts } = this;
    const text = this.#seen(raw);
    const type = facts.type;
    if (text === '') {
      if (facts.checked && type !== null && !type.optional && type.is !== 'any') return Verdict.datatype;
      if (facts.nullChecked) return Verdict.null;
      return facts.blankBreaks ? Verdict.load : Verdict.fine;
    }
    if (facts.checked && type !== null && !passesCheck(text, type, facts.field)) return Verdict.datatype;
    if (facts.zeroIsNull && (text === '0' || text === '0.0')) return Verdict.null;
    return !facts.stored || this.#fitsTable(text) ? Verdict.fine : Verdict.load;
  }

  #seen(raw: string): string {
    const { trims, nullWord } = this.facts;
    const text = trims ? trimmed(raw) : raw;
    if (nullWord === 'text' || text.length !== 4 || text.toUpperCase() !== 'NULL') return text;
    if (nullWord === 'any-case') return '';
    if (text !== 'NULL') return text;
    return nullWord === 'zero' ? '0' : '';
  }

  #fitsTable(text: string): boolean {
    const { type, field, maxLength, tableAsPrinted, checked } = this.facts;
    if (maxLength !== null && text.length > maxLength && countCodePoints(text) > maxLength) return false;
    if (type !== null) {
      if (type.tableBits === 16 && field !== null && !fitsPrinted(text, { ...field, type: 'smallint' }))
        return false;
      if (!checked && !passesCheck(text, type, field)) return false;
      if (!tableAsPrinted || (type.is !== 'any' && type.is !== 'int')) return true;
    }
    return !tableAsPrinted || field === null || fitsPrinted(text, field);
  }
}

function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text.charCodeAt(from) === SPACE) from++;
  while (to > from && text.charCodeAt(to - 1) === SPACE) to--;
  return text.slice(from, to);
}
