/** The first stages, which look at a row by itself: datatype check and null check. */
import type { RecordScanner } from '../scan/record-scanner.js';
import { Verdict } from '../engine/flow-value.js';
import type { FlowColumn } from './flow-column.js';
import type { FlowPlan } from './flow-plan.js';

export class RowGate {
  /** Of the last row: the column that decided. */
  column: FlowColumn | null = null;
  readonly #columns: readonly (FlowColumn | null)[];
  /** Columns that are looked at in every row, since the scanner's own look is not enough for the flow. */
  readonly #careful: readonly FlowColumn[];

  /** `trusted`: places whose values the scanner's own look vouches for, unless it doubts them. */
  constructor(plan: FlowPlan, trusted: { has(place: number): boolean }) {
    this.#columns = plan.columns;
    this.#careful = plan.columns.filter(
      (column) => column !== null && !trusted.has(column.facts.place),
    ) as FlowColumn[];
  }

  /** Columns that are looked at in every row; none: the scanner's own look is enough, but for the fields that it doubts. */
  get careful(): readonly FlowColumn[] {
    return this.#careful;
  }

  /** The row, of which the scanner doubts no field that the flow minds, passes every stage. */
  isFine(scanner: RecordScanner): boolean {
    for (let index = 0; index < this.#careful.length; index++)
      if ((this.#careful[index] as FlowColumn).judge(scanner) !== Verdict.fine) return false;
    return true;
  }

  /** The row of this field, which the scanner doubts, is lost or breaks its batch. */
  minds(place: number, bytes: Uint8Array, start: number, end: number, delimiter: number): boolean {
    const column = this.#columns[place];
    return column ? column.judgeAt(bytes, start, end, delimiter) !== Verdict.fine : false;
  }

  /** The earliest stage at which the row is lost; `load`: it goes on and breaks its batch. */
  judge(scanner: RecordScanner): Verdict {
    let worst: Verdict = Verdict.fine;
    this.column = null;
    for (let index = 0; index < scanner.doubtfulCount; index++) {
      const column = this.#columns[scanner.doubtful[index] as number];
      if (column) worst = this.#weigh(worst, column, scanner);
    }
    for (let index = 0; index < this.#careful.length; index++)
      worst = this.#weigh(worst, this.#careful[index] as FlowColumn, scanner);
    return worst;
  }

  /** The same for a row of which the scanner did not look at every field. */
  judgeAll(scanner: RecordScanner): Verdict {
    let worst: Verdict = Verdict.fine;
    this.column = null;
    for (const column of this.#columns) if (column) worst = this.#weigh(worst, column, scanner);
    return worst;
  }

  /** The earlier stage counts; in one stage the column further left. */
  #weigh(worst: Verdict, column: FlowColumn, scanner: RecordScanner): Verdict {
    const verdict = column.judge(scanner);
    if (verdict === Verdict.fine) return worst;
    const known = this.column;
    const earlier =
      known === null || verdict < worst || (verdict === worst && column.facts.place < known.facts.place);
    if (!earlier) return worst;
    this.column = column;
    return verdict;
  }
}
