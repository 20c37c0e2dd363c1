/** Judges the values of one column that the acceptor did not recognise, and remembers its verdicts on repeated ones. */
import type { Fact } from '../../specs/profiles/profile.js';
import type { Details, TableRule } from '../engine/define-rule.js';
import type { ExpectedColumn, Expectation } from '../engine/expectation.js';
import type { FindingGroup, Findings } from '../engine/findings.js';
import { judgeFlowValue, Verdict } from '../engine/flow-value.js';
import { severityOf } from '../engine/severity.js';
import { SPACE } from './bytes.js';
import { fieldBytes } from './field-end.js';

/** What is wrong with a value; null: nothing that the profile minds. */
export type Objection = { readonly group: FindingGroup; readonly details: () => Details } | null;

/** Verdicts kept in memory for a column; when it is full it starts anew. */
const MEMORY = 4096;
/** Values longer than this are not remembered. */
const MEMORABLE_BYTES = 64;

export class ColumnJudge {
  readonly column: ExpectedColumn;
  readonly #rules: readonly TableRule[];
  readonly #expectation: Expectation;
  readonly #findings: Findings;
  readonly #path: string;
  readonly #memory = new Map<string, Objection>();
  /** Verdicts on the two commonest values that no acceptor takes: nothing, and the word NULL. */
  readonly #blank: Objection;
  readonly #nullWord: Objection;

  constructor(
    column: ExpectedColumn,
    rules: readonly TableRule[],
    expectation: Expectation,
    findings: Findings,
    path: string,
  ) {
    this.column = column;
    this.#rules = rules.filter((rule) => rule.value?.applies(column, expectation) === true);
    this.#expectation = expectation;
    this.#findings = findings;
    this.#path = path;
    this.#blank = this.#ask('', new Uint8Array(0));
    this.#nullWord = this.#ask('NULL', Buffer.from('NULL'));
  }

  /** The rules that look at this column. */
  get rules(): readonly TableRule[] {
    return this.#rules;
  }

  /** The verdict on the field at `[start, end)`. */
  judge(bytes: Uint8Array, start: number, end: number, delimiter: number): Objection {
    if (start === end) return this.#blank;
    if (end - start === 4 && isNullWord(bytes, start)) return this.#nullWord;
    const value = this.#trimmed(fieldBytes(bytes, start, end, delimiter));
    if (value.length > MEMORABLE_BYTES) return this.#ask(decode(value), value);
    const key = Buffer.from(value.buffer, value.byteOffset, value.length).toString('latin1');
    const known = this.#memory.get(key);
    if (known !== undefined) return known;
    if (this.#memory.size >= MEMORY) this.#memory.clear();
    const objection = this.#ask(decode(value), value.slice());
    this.#memory.set(key, objection);
    return objection;
  }

  #ask(text: string, bytes: Uint8Array): Objection {
    for (const rule of this.#rules) {
      const verdict = rule.value?.check({ text, bytes }, this.column, this.#expectation) ?? null;
      if (verdict === null) continue;
      const holds = (fact: Fact): boolean =>
        verdict.facts?.includes(fact) === true ||
        (fact === 'rowLost' && this.#isLost(text)) ||
        this.column.facts.has(fact) ||
        this.#expectation.facts.has(fact);
      const severity = severityOf(this.#expectation.profile, rule.id, holds);
      const group = this.#findings.group(rule, severity, this.#path, this.column.name);
      return group && { group, details: verdict.details };
    }
    return null;
  }

  #isLost(text: string): boolean {
    const { flow } = this.column;
    return flow !== null && judgeFlowValue(flow, text) !== Verdict.fine;
  }

  #trimmed(value: Uint8Array): Uint8Array {
    if (!this.#expectation.trims) return value;
    let start = 0;
    let end = value.length;
    while (start < end && value[start] === SPACE) start++;
    while (end > start && value[end - 1] === SPACE) end--;
    return value.subarray(start, end);
  }
}

const decode = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');

const isNullWord = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x4e && bytes[at + 1] === 0x55 && bytes[at + 2] === 0x4c && bytes[at + 3] === 0x4c;
