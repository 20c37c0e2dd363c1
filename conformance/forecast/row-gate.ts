/** The first stages, which look at a row by itself: datatype check and null check. */
import { accept, plainBytes } from '../scan/acceptors.js';
import type { Acceptor } from '../scan/acceptors.js';
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

  /** By place: what recognises values that are fine, so that nobody need read them. */
  readonly #acceptors: readonly (Acceptor | null)[];
  readonly #plain: Uint8Array;

  /**
   * `trusted`: places whose values the scanner's own look vouches for, unless it doubts them. `known`: by place, an
   * acceptor that takes nothing but what is fine.
   */
  constructor(
    plan: FlowPlan,
    trusted: ReadonlySet<number>,
    known: ReadonlyMap<number, Acceptor>,
    delimiter: number,
  ) {
    this.#columns = plan.columns;
    this.#acceptors = plan.columns.map((_, place) => known.get(place) ?? null);
    this.#plain = plainBytes(delimiter);
    this.#careful = plan.columns.filter(
      (column) => column !== null && !trusted.has(column.facts.place),
    ) as FlowColumn[];
  }

  /** Columns for which the scanner's own look is not enough. */
  get careful(): readonly FlowColumn[] {
    return this.#careful;
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
      if (column) worst = this.#weigh(worst, column, column.judge(scanner));
    }
    for (let index = 0; index < this.#careful.length; index++)
      worst = this.#look(worst, this.#careful[index] as FlowColumn, scanner);
    return worst;
  }

  /** The same for a row of which the scanner did not look at every field. */
  judgeAll(scanner: RecordScanner): Verdict {
    let worst: Verdict = Verdict.fine;
    this.column = null;
    for (const column of this.#columns) if (column) worst = this.#look(worst, column, scanner);
    return worst;
  }

  /** The earlier stage counts; in one stage the column further left. */
  #weigh(worst: Verdict, column: FlowColumn, verdict: Verdict): Verdict {
    if (verdict === Verdict.fine) return worst;
    const known = this.column;
    const earlier =
      known === null || verdict < worst || (verdict === worst && column.facts.place < known.facts.place);
    if (!earlier) return worst;
    this.column = column;
    return verdict;
  }

  #look(worst: Verdict, column: FlowColumn, scanner: RecordScanner): Verdict {
    if (this.#isTaken(column.facts.place, scanner)) return worst;
    return this.#weigh(worst, column, column.judge(scanner));
  }

  #isTaken(place: number, { bytes, starts, ends }: RecordScanner): boolean {
    const acceptor = this.#acceptors[place];
    if (!acceptor) return false;
    const start = starts[place] as number;
    const end = ends[place] as number;
    return start < end && accept(acceptor, bytes, start, this.#plain) === end;
  }
}
