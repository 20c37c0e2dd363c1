/** Takes plain rows through the stages of the flow batch by batch, and cuts only those that must be looked at. */
import type { RecordScanner } from '../scan/record-scanner.js';
import type { PlainRows } from '../scan/wasm/plain-rows.js';
import type { PlainTable } from '../scan/wasm/plain-table.js';
import { isOdd } from '../scan/wasm/watch-code.js';
import type { RowWatch } from '../scan/wasm/watch-code.js';
import type { RepeatSearch } from './repeat-search.js';
import type { RowFlow } from './row-flow.js';
import type { RowGate } from './row-gate.js';

export class BatchRows {
  readonly #flow: RowFlow;
  readonly #gate: RowGate;
  /** null: nobody looks for repeated rows here. */
  readonly #repeats: RepeatSearch | null;
  /** Set: plain rows are told of by one number each. */
  #watch: RowWatch | null = null;
  /** The flow has looked at the plain row before. */
  #isLikeLast = false;
  /** By doubtful field of the batch. */
  readonly #minds: boolean[] = [];
  /** The row at hand, in its batch, and the line before the first of them. */
  #row = 0;
  #line = 0;

  constructor(flow: RowFlow, gate: RowGate, repeats: RepeatSearch | null) {
    this.#flow = flow;
    this.#gate = gate;
    this.#repeats = repeats;
  }

  wanted(): Pick<PlainTable, 'wanted' | 'watch'> {
    const { careful } = this.#gate;
    const watch = this.#repeats === null && careful.length === 0 ? this.#flow.watch() : null;
    this.#watch = watch;
    if (watch !== null) return { wanted: watch.same, watch };
    const further = [...careful, ...(this.#repeats?.columns ?? [])].map(({ facts }) => facts.place);
    return { wanted: [...new Set([...this.#flow.wanted(), ...further])] };
  }

  /** `scanner.line` is that of the first row of the batch. */
  take(rows: PlainRows, scanner: RecordScanner): void {
    const minded = this.#mindedRows(rows, scanner);
    const recut = (): void => this.#recut(rows, scanner);
    this.#line = scanner.line;
    this.#flow.recut = recut;
    scanner.doubtfulCount = 0;
    let next = 0;
    for (this.#row = 0; this.#row < rows.rows; this.#row++) {
      if (minded[next] === this.#row) {
        next++;
        this.#isLikeLast = false;
        this.#whole(rows, scanner);
      } else if (this.#watch === null) this.#wanted(rows, scanner);
      else {
        const told = rows.told(this.#row);
        if (this.#isLikeLast && !isOdd(told)) this.#flow.passedAlike(told, scanner);
        else this.#odd(this.#watch, rows, scanner);
      }
    }
    this.#flow.recut = null;
    scanner.line = this.#line;
  }

  #recut(rows: PlainRows, scanner: RecordScanner): void {
    scanner.locate(rows.rowStart(this.#row));
    scanner.line = this.#line + this.#row;
  }

  /** A row that somebody must look at, field by field. */
  #whole(rows: PlainRows, scanner: RecordScanner): void {
    this.#recut(rows, scanner);
    if (this.#flow.record(scanner)) this.#repeats?.note(scanner);
    scanner.doubtfulCount = 0;
  }

  /** A row that the scanner vouches for, and that differs from the one before. */
  #odd({ filled, differ }: RowWatch, rows: PlainRows, scanner: RecordScanner): void {
    if (filled.length > 0 || differ !== null) this.#recut(rows, scanner);
    else rows.locateWanted(this.#row, scanner.starts, scanner.ends);
    this.#flow.passed(scanner);
    this.#isLikeLast = true;
  }

  /** A row that the scanner vouches for, but for some columns. */
  #wanted(rows: PlainRows, scanner: RecordScanner): void {
    rows.locateWanted(this.#row, scanner.starts, scanner.ends);
    if (!this.#gate.isFine(scanner)) return this.#whole(rows, scanner);
    this.#flow.passed(scanner);
    if (this.#repeats === null) return;
    if (this.#repeats.looksWider(scanner)) this.#recut(rows, scanner);
    this.#repeats.note(scanner);
  }

  /** The flow minds this doubtful field of the last batch. */
  minds(doubt: number): boolean {
    return this.#minds[doubt] === true;
  }

  /** Rows of the batch that hold a doubtful field which the flow minds, in their order. */
  #mindedRows(rows: PlainRows, { bytes, delimiter }: RecordScanner): readonly number[] {
    const minded: number[] = [];
    this.#minds.length = 0;
    for (let doubt = 0; doubt < rows.doubts; doubt++) {
      const [start, end] = [rows.doubtStart(doubt), rows.doubtEnd(doubt)];
      const isMinded = this.#gate.minds(rows.doubtColumn(doubt), bytes, start, end, delimiter);
      this.#minds.push(isMinded);
      const row = rows.doubtRow(doubt);
      if (isMinded && minded.at(-1) !== row) minded.push(row);
    }
    return minded;
  }
}
