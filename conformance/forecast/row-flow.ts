/** Takes the rows of one file through the stages of its flow, in their order, and counts where each ends. */
import type { FateKind, Ingestion } from '../../specs/ingestion/ingestion.js';
import type { ForecastSample } from '../../specs/forecast.js';
import type { Masters } from '../scan/masters.js';
import type { RecordScanner } from '../scan/record-scanner.js';
import type { RowWatch } from '../scan/wasm/watch-code.js';
import { MonthGate, RetentionGate } from './calendar-filters.js';
import type { Day } from './calendar-filters.js';
import { FateBook } from './fate-book.js';
import { Verdict } from '../engine/flow-value.js';
import type { FlowColumn } from './flow-column.js';
import type { FlowPlan } from './flow-plan.js';
import type { RepeatSearch } from './repeat-search.js';
import type { RowGate } from './row-gate.js';
import { addCounts, emptyCounts, ShownRows } from './shown-rows.js';
import type { ShownCounts } from './shown-rows.js';

export interface FlowTime {
  readonly ingestion: Ingestion;
  readonly today: Day;
  /** What rows refer to; absent: nobody looked. */
  readonly masters?: Masters;
}

export class RowFlow {
  readonly book = new FateBook();
  /** Called before a row is named as a sample, where not all of its fields, nor its line, are known yet. */
  recut: (() => void) | null = null;
  readonly stored: ShownCounts = emptyCounts();
  readonly shown: ShownRows;
  readonly #plan: FlowPlan;
  readonly #gate: RowGate;
  readonly #repeats: RepeatSearch | null;
  readonly #month: MonthGate | null;
  readonly #only: FlowColumn | null;
  readonly #retained: RetentionGate | null;
  readonly #batchRows: number;
  #batch: ShownCounts = emptyCounts();
  #misfits = 0;
  /** Where the row that was looked at last ended; null: in the database. */
  #lostFate: FateKind | null = null;
  #lostColumn: string | null = null;

  /** `repeats`: what was learned of repeated rows; null: there are none. */
  constructor(plan: FlowPlan, gate: RowGate, time: FlowTime, repeats: RepeatSearch | null) {
    this.#plan = plan;
    this.#gate = gate;
    this.#repeats = repeats;
    const { onlyWhere, month, retention } = plan.ingestion;
    this.#month = MonthGate.for(plan, month, time.today);
    this.#only = onlyWhere ? plan.column(onlyWhere.column) : null;
    const retained = retention ? plan.column(retention.column) : null;
    this.#retained =
      retained && retention
        ? new RetentionGate(retained, retention, time.ingestion.retentionDays, time.today)
        : null;
    this.#batchRows = time.ingestion.loadBatchRows;
    this.shown = new ShownRows(plan, this.#month, time.masters);
  }

  /** A record of as many fields as the header. true: datatype and null check let it pass. */
  record(scanner: RecordScanner): boolean {
    const verdict = this.#gate.judge(scanner);
    if (verdict === Verdict.datatype || verdict === Verdict.null) return this.#stop(verdict, scanner);
    this.#filter(scanner, verdict === Verdict.load ? this.#gate.column : null);
    return true;
  }

  /** true: by what the scanner doubts alone, where that is enough to tell, the row does not pass; it is counted. */
  stopped(scanner: RecordScanner): boolean {
    const verdict = this.#gate.judge(scanner);
    return !isPassing(verdict) && !this.#stop(verdict, scanner);
  }

  /** A row that datatype and null check let pass: only its filters are to be looked at. */
  passed(scanner: RecordScanner): void {
    this.#lostFate = null;
    this.#filter(scanner, null);
  }

  /** A row that holds the same as the last that `passed` wherever it decides; `told`: what `watch` says of it. */
  passedAlike(told: number, scanner: RecordScanner): void {
    if (this.#lostFate !== null) return this.#lose(this.#lostFate, this.#lostColumn, scanner);
    this.shown.countTold(told, this.#batch);
    this.#closeFullBatch();
  }

  /** What can be told of a row by one number, if that is enough to take it through the stages; null: it is not. */
  watch(): RowWatch | null {
    if (this.#gate.careful.length > 0 || this.#month?.isChosen === false) return null;
    const told = this.shown.watch();
    const columns = [
      ...(this.#month?.deciding ?? []),
      ...this.shown.hiding,
      this.#only,
      this.#retained?.column,
    ];
    const same = [...new Set(columns.flatMap((column) => column?.facts.place ?? []))];
    return told && { same, ...told };
  }

  /** Places of the fields by which a row is lost, hidden or counted that the scanner took without a doubt. */
  wanted(): readonly number[] {
    const columns = [
      ...this.#gate.careful,
      ...(this.#month?.columns() ?? []),
      ...this.shown.columns(),
      this.#only,
      this.#retained?.column,
    ];
    return [...new Set(columns.flatMap((column) => column?.facts.place ?? []))];
  }

  /** A record of another width: missing fields are blank, further ones are ignored, unless fields are counted. */
  ragged(scanner: RecordScanner, found: number): boolean {
    if (this.#plan.ingestion.fieldsCounted) {
      this.#lose('datatype', null, scanner, found);
      return false;
    }
    fillUp(scanner, found);
    const verdict = this.#gate.judgeAll(scanner);
    if (verdict === Verdict.datatype || verdict === Verdict.null) return this.#stop(verdict, scanner);
    this.#filter(scanner, verdict === Verdict.load ? this.#gate.column : null);
    return true;
  }

  /** As `record` and `ragged` say, but nothing is counted. */
  passes(scanner: RecordScanner): boolean {
    return isPassing(this.#gate.judge(scanner));
  }

  raggedPasses(scanner: RecordScanner, found: number): boolean {
    if (this.#plan.ingestion.fieldsCounted) return false;
    fillUp(scanner, found);
    return isPassing(this.#gate.judgeAll(scanner));
  }

  /** After the last row. */
  finish(): void {
    this.#closeBatch();
  }

  #stop(verdict: Verdict, scanner: RecordScanner): boolean {
    const fate = verdict === Verdict.datatype ? 'datatype' : 'null';
    this.#lose(fate, this.#gate.column?.facts.name ?? null, scanner);
    return false;
  }

  #lose(fate: FateKind, column: string | null, scanner: RecordScanner, fields = this.#plan.width): void {
    this.#lostFate = fate;
    this.#lostColumn = column;
    if (!this.book.wantsSample(fate, column)) return this.book.add(fate, column);
    this.recut?.();
    this.book.add(fate, column, this.#named(scanner, fields));
  }

  #filter(scanner: RecordScanner, misfit: FlowColumn | null): void {
    const { ingestion, layout } = this.#plan;
    if (this.#repeats !== null && layout.duplicateRow === 'breaks-file' && this.#repeats.copies > 0)
      return this.#lose('same-record', null, scanner);
    const repeat = this.#repeats?.judge(scanner) ?? 'none';
    if (repeat === 'copy') return this.#lose('same-record', null, scanner);
    if (this.#only !== null && this.#only.read(scanner).toLowerCase() !== ingestion.onlyWhere?.is)
      return this.#lose('only-where', this.#only.facts.name, scanner);
    if (repeat === 'same-id') return this.#lose('same-id', null, scanner);
    if (this.#month !== null) {
      const fate = this.#month.fateOf(scanner);
      if (fate !== 'kept') return this.#lose(fate, ingestion.month?.month ?? null, scanner);
    }
    if (this.#retained?.isTooOld(scanner) === true)
      return this.#lose('retention', this.#retained.column.facts.name, scanner);
    this.#load(scanner, misfit, repeat === 'second');
  }

  #load(scanner: RecordScanner, misfit: FlowColumn | null, isSecond: boolean): void {
    const { ingestion } = this.#plan;
    if (ingestion.loadFails !== undefined) return this.#lose('load', null, scanner);
    if (misfit !== null || (isSecond && ingestion.tableKey?.secondRow === 'breaks-batch')) {
      const column = misfit?.facts.name ?? ingestion.tableKey?.columns[0] ?? null;
      this.#lose('load', column, scanner);
      this.#misfits++;
    } else {
      this.shown.count(scanner, this.#batch);
      if (isSecond) this.#batch.overwriting++;
    }
    this.#closeFullBatch();
  }

  #closeFullBatch(): void {
    if (this.#batch.rows + this.#misfits >= this.#batchRows) this.#closeBatch();
  }

  /** One row that the database refuses takes its whole batch with it. */
  #closeBatch(): void {
    if (this.#misfits > 0) this.book.add('load-batch', null, null, this.#batch.rows);
    else addCounts(this.stored, this.#batch);
    this.#batch = emptyCounts();
    this.#misfits = 0;
  }

  #named(scanner: RecordScanner, fields: number): ForecastSample {
    return {
      line: scanner.line,
      key: Object.fromEntries(
        this.#plan.nameColumns
          .filter(({ facts }) => facts.place < fields)
          .map((column) => [column.facts.name, column.read(scanner).slice(0, 100)]),
      ),
    };
  }
}

const isPassing = (verdict: Verdict): boolean => verdict !== Verdict.datatype && verdict !== Verdict.null;

/** Fields that a short record lacks, as blanks. */
function fillUp({ starts, ends }: RecordScanner, found: number): void {
  for (let place = found; place < starts.length; place++) {
    starts[place] = 0;
    ends[place] = 0;
  }
}
