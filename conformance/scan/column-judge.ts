/** Judges the values of one column that the acceptor did not recognise, and remembers its verdicts on repeated ones. */
import type { Fact, Severity } from '../../specs/profiles/profile.js';
import type { Details, TableRule } from '../engine/define-rule.js';
import type { ExpectedColumn, Expectation } from '../engine/expectation.js';
import type { FindingGroup, Findings } from '../engine/findings.js';
import { judgeFlowValue, Verdict } from '../engine/flow-value.js';
import { severityOf } from '../engine/severity.js';
import { SPACE } from './bytes.js';
import { fieldBytes } from './field-end.js';
import { CLASS, classesOf, CLASSES, holdsForClass } from './value-class.js';
import type { Classify } from './value-class.js';

/** What is wrong with a value; null: nothing that the profile minds. */
export type Objection = { readonly group: FindingGroup; readonly details: () => Details } | null;

/** Verdicts kept in memory for a column; when it is full it starts anew, if it was of use. */
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
  #remembered = 0;
  #isForgetful = false;
  readonly #classify: Classify | null;
  /** By class: the group of all its values; null: nobody minds them; undefined: not known yet. */
  readonly #byClass: (FindingGroup | null | undefined)[] = Array.from({ length: CLASSES }, () => undefined);
  readonly #groups = new Map<TableRule, Map<Severity, FindingGroup | null>>();
  /** Rule that objected to what was asked about last. */
  #lastRule: TableRule | null = null;
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
    this.#classify = classesOf(column);
    this.#blank = this.#ask('', new Uint8Array(0));
    this.#nullWord = this.#ask('NULL', Buffer.from('NULL'));
  }

  /** The rules that look at this column. */
  get rules(): readonly TableRule[] {
    return this.#rules;
  }

  /**
   * Counts the field at `[start, end)` where that is all there is to do, and returns the group that it was counted for
   * (null: nobody minds it). undefined: it is to be judged.
   */
  counts(bytes: Uint8Array, start: number, end: number): FindingGroup | null | undefined {
    const group = this.#byClass[this.#classify?.(bytes, start, end) ?? CLASS.NONE];
    if (!group) return group;
    if (group.unwanted === 0) return undefined;
    group.skip(1);
    return group;
  }

  /** The verdict on the field at `[start, end)`. */
  judge(bytes: Uint8Array, start: number, end: number, delimiter: number): Objection {
    if (start === end) return this.#blank;
    if (end - start === 4 && isNullWord(bytes, start)) return this.#nullWord;
    const value = this.#trimmed(fieldBytes(bytes, start, end, delimiter));
    const valueClass = this.#classify?.(bytes, start, end) ?? CLASS.NONE;
    if (valueClass !== CLASS.NONE) return this.#judgeClass(valueClass, value);
    if (value.length > MEMORABLE_BYTES || this.#isForgetful) return this.#ask(decode(value), value.slice());
    const key = Buffer.from(value.buffer, value.byteOffset, value.length).toString('latin1');
    const known = this.#memory.get(key);
    if (known !== undefined) {
      this.#remembered++;
      return known;
    }
    if (this.#memory.size >= MEMORY) this.#forget();
    const objection = this.#ask(decode(value), value.slice());
    this.#memory.set(key, objection);
    return objection;
  }

  #judgeClass(valueClass: number, value: Uint8Array): Objection {
    const objection = this.#ask(decode(value), value.slice());
    if (holdsForClass(valueClass, this.#lastRule?.id ?? null))
      this.#byClass[valueClass] = objection?.group ?? null;
    return objection;
  }

  /** Where nearly every value is another one, remembering costs more than asking. */
  #forget(): void {
    this.#isForgetful = this.#remembered < MEMORY;
    this.#remembered = 0;
    this.#memory.clear();
  }

  #ask(text: string, bytes: Uint8Array): Objection {
    this.#lastRule = null;
    for (const rule of this.#rules) {
      const verdict = rule.value?.check({ text, bytes }, this.column, this.#expectation) ?? null;
      if (verdict === null) continue;
      this.#lastRule = rule;
      const holds = (fact: Fact): boolean =>
        verdict.facts?.includes(fact) === true ||
        (fact === 'rowLost' && this.#isLost(text)) ||
        this.column.facts.has(fact) ||
        this.#expectation.facts.has(fact);
      const severity = severityOf(this.#expectation.profile, rule.id, holds);
      const group = this.#groupOf(rule, severity);
      return group && { group, details: verdict.details };
    }
    return null;
  }

  #groupOf(rule: TableRule, severity: Severity): FindingGroup | null {
    const known = this.#groups.get(rule)?.get(severity);
    if (known !== undefined) return known;
    const group = this.#findings.group(rule, severity, this.#path, this.column.name);
    const ofRule = this.#groups.get(rule) ?? new Map<Severity, FindingGroup | null>();
    this.#groups.set(rule, ofRule.set(severity, group));
    return group;
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
