/** Which rows the flow takes for copies of each other, and which for rows of one id. */
import type { RecordScanner } from '../scan/record-scanner.js';
import { QUOTE } from '../scan/bytes.js';
import { HashSet } from '../spill/hash-set.js';
import type { IndexBudget } from '../spill/index-budget.js';
import type { FlowColumn } from './flow-column.js';
import type { FlowPlan } from './flow-plan.js';
import { Repeats } from './repeats.js';

/** `second`: a further row of one key where no check removes them all. */
export type Repeat = 'none' | 'copy' | 'same-id' | 'second';

interface Earliest {
  line: number;
  value: string;
}

/** `note` every row that passes the gate; if `settle` says so, `learn` each of them, then ask for each. Order matters. */
export class RepeatSearch {
  readonly #plan: FlowPlan;
  readonly #rows: Repeats;
  readonly #keys: Repeats;
  /** Lines of the first rows of keys whose rows differ. */
  readonly #conflicts = new HashSet(2 ** 32);
  readonly #earliest = new Map<number, Earliest>();
  readonly #only: FlowColumn | null;
  readonly #earliestBy: FlowColumn | null;
  /** Rows that `learn` found to be copies. */
  copies = 0;

  constructor(plan: FlowPlan, budget: IndexBudget) {
    this.#plan = plan;
    this.#rows = new Repeats(plan.recordColumns, budget);
    this.#keys = new Repeats(plan.keyColumns, budget);
    this.#only = plan.ingestion.onlyWhere ? plan.column(plan.ingestion.onlyWhere.column) : null;
    this.#earliestBy =
      plan.ingestion.earliestBy === undefined ? null : plan.column(plan.ingestion.earliestBy);
  }

  /** After the last `note`. true: some rows may repeat others. Throws `SpillError`. */
  async settle(): Promise<boolean> {
    const rows = await this.#rows.settle();
    return (await this.#keys.settle()) || rows;
  }

  /** Takes what lies on disk away. Never throws. */
  close(): void {
    this.#rows.close();
    this.#keys.close();
  }

  note(scanner: RecordScanner): void {
    // Equal rows have equal keys, where the key is among the compared columns.
    if (this.#hasKey(scanner) && this.#plan.ingestion.comparedOn === undefined) this.#keys.note(scanner);
    else this.#rows.note(scanner);
  }

  /** Columns that `note` looks at, in a row that has a key. */
  get columns(): readonly FlowColumn[] {
    const { keyColumns, recordColumns, ingestion } = this.#plan;
    return keyColumns.length > 0 && ingestion.comparedOn === undefined
      ? keyColumns
      : [...keyColumns, ...recordColumns];
  }

  /** `note` looks at more columns of this row. */
  looksWider(scanner: RecordScanner): boolean {
    return this.#plan.ingestion.comparedOn === undefined && !this.#hasKey(scanner);
  }

  learn(scanner: RecordScanner): void {
    if (!this.#isSuspect(scanner)) return;
    if (this.#isCopy(scanner)) {
      this.copies++;
      return;
    }
    if (!this.#hasKey(scanner) || !this.#isKept(scanner)) return;
    const first = this.#keys.firstOf(scanner);
    if (this.#earliestBy !== null) this.#learnEarliest(first, this.#earliestBy, scanner);
    else if (first !== scanner.line) this.#conflicts.add(first, 1);
  }

  judge(scanner: RecordScanner): Repeat {
    if (!this.#isSuspect(scanner)) return 'none';
    if (this.#isCopy(scanner)) return 'copy';
    if (!this.#hasKey(scanner) || !this.#isKept(scanner)) return 'none';
    const first = this.#keys.firstOf(scanner);
    if (this.#earliestBy !== null)
      return this.#earliest.get(first)?.line === scanner.line ? 'none' : 'same-id';
    if (this.#plan.ingestion.grounds['same-id'] !== undefined)
      return this.#conflicts.has(first, 1) ? 'same-id' : 'none';
    return first === scanner.line ? 'none' : 'second';
  }

  #isSuspect(scanner: RecordScanner): boolean {
    return this.#hasKey(scanner) && this.#plan.ingestion.comparedOn === undefined
      ? this.#keys.isSuspect(scanner)
      : this.#rows.isSuspect(scanner);
  }

  #isCopy(scanner: RecordScanner): boolean {
    if (this.#plan.ingestion.grounds['same-record'] === undefined) return false;
    return this.#rows.firstOf(scanner) !== scanner.line;
  }

  /** A row with a blank in its key has none. */
  #hasKey(scanner: RecordScanner): boolean {
    const { keyColumns } = this.#plan;
    for (let index = 0; index < keyColumns.length; index++) {
      const { place } = (keyColumns[index] as FlowColumn).facts;
      const [start, end] = [scanner.starts[place] as number, scanner.ends[place] as number];
      if (start === end || (end - start === 2 && scanner.bytes[start] === QUOTE)) return false;
    }
    return keyColumns.length > 0;
  }

  /** Only rows that the flow's filter keeps compete for their id, and ids of 0 and below are none. */
  #isKept(scanner: RecordScanner): boolean {
    if (this.#only !== null && this.#only.read(scanner).toLowerCase() !== this.#plan.ingestion.onlyWhere?.is)
      return false;
    if (this.#earliestBy === null) return true;
    return this.#plan.keyColumns.every((column) => Number(column.read(scanner)) > 0);
  }

  #learnEarliest(first: number, column: FlowColumn, scanner: RecordScanner): void {
    const value = column.read(scanner);
    const known = this.#earliest.get(first);
    if (known === undefined) this.#earliest.set(first, { line: scanner.line, value });
    else if (value < known.value) Object.assign(known, { line: scanner.line, value });
  }
}

/** Repeated rows make a difference to the flow. */
export const mindsRepeats = ({ ingestion: { grounds, tableKey } }: FlowPlan): boolean =>
  grounds['same-record'] !== undefined || grounds['same-id'] !== undefined || tableKey !== undefined;
