/** Takes the rows of one file through the stages of its flow, in their order, and counts where each ends. */
import type { FateKind, Ingestion } from '../../specs/ingestion/ingestion.js';
import type { ForecastSample } from '../../specs/forecast.js';
import type { RecordScanner } from '../scan/record-scanner.js';
import type { RowWatch } from '../scan/wasm/watch-code.js';
import { MonthGate, oldestKept, tooOld } from './calendar-filters.js';
import type { Day } from './calendar-filters.js';
import { FateBook } from './fate-book.js';
import { Verdict } from '../engine/flow-value.js';
import type { FlowColumn } from './flow-column.js';
import type { FlowPlan } from './flow-plan.js';
import type { Repeat, RepeatSearch } from './repeat-search.js';
import type { RowGate } from './row-gate.js';
import { addCounts, emptyCounts, ShownRows } from './shown-rows.js';
import type { ShownCounts } from './shown-rows.js';

export interface FlowTime {
  readonly ingestion: Ingestion;
  readonly today: Day;
}

/** Where a row ends that is not stored. */
interface Lost {
  readonly fate: FateKind;
  readonly column: string | null;
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
  readonly #retained: FlowColumn | null;
  readonly #oldest: Day;
  readonly #batchRows: number;
  #batch: ShownCounts = emptyCounts();
  #misfits = 0;
  /** What became of the last row that `passed`, and which reports hide it. */
  #lastLost: Lost | null;
  #lastHidden: readonly boolean[] = [];

  /** `repeats`: what was learned of repeated rows; null: there are none. */
  constructor(plan: FlowPlan, gate: RowGate, time: FlowTime, repeats: RepeatSearch | null) {
    this.#plan = plan;
    this.#gate = gate;
    this.#repeats = repeats;
    const { onlyWhere, month, retention, loadFails } = plan.ingestion;
    this.#month = MonthGate.for(plan, month, time.today);
    this.#only = onlyWhere ? plan.column(onlyWhere.column) : null;
    this.#retained = retention ? plan.column(retention.column) : null;
    this.#oldest = oldestKept(time.today, time.ingestion.retentionDays);
    this.#batchRows = time.ingestion.loadBatchRows;
    this.#lastLost = loadFails === undefined ? null : { fate: 'load', column: null };
    this.shown = new ShownRows(plan, this.#month);
  }

  /** A record of as many fields as the header. true: datatype and null check let it pass. */
  record(scanner: RecordScanner): boolean {
    return this.#judged(this.#gate.judge(scanner), scanner);
  }

  /** A row that datatype and null check let pass: only its filters are to be looked at. */
  passed(scanner: RecordScanner): void {
    const lost = this.#filtered(scanner, 'none');
    this.#lastLost = lost;
    if (lost !== null) return this.#lose(lost, scanner);
    this.#lastHidden = this.shown.hidden(scanner);
    this.shown.count(scanner, this.#lastHidden, this.#batch);
    this.#closeFullBatch();
  }

  /** A row that holds the same as the last that `passed`, wherever it is looked at; `told`: what else was seen of it. */
  passedAlike(told: number, scanner: RecordScanner): void {
    if (this.#lastLost !== null) return this.#lose(this.#lastLost, scanner);
    this.shown.countTold(told, this.#lastHidden, this.#batch);
    this.#closeFullBatch();
  }

  /** Columns by which a row that passes the checks is lost or hidden. */
  get #deciding(): readonly FlowColumn[] {
    const columns = [...(this.#month?.columns ?? []), ...this.shown.hiding, this.#only, this.#retained];
    return columns.filter((column) => column !== null);
  }

  /** Places of all fields that are looked at in a row that passes the checks. */
  wanted(): readonly number[] {
    return placesOf([...this.#deciding, ...this.shown.counted]);
  }

  /** The same as something that can be told by one number a row; null: not yet, or not at all. */
  watch(): RowWatch | null {
    if (this.#month?.isChosen === false) return null;
    return { same: placesOf(this.#deciding), ...this.shown.watch() };
  }

  /** A record of another width: missing fields are blank, further ones are ignored, unless fields are counted. */
  ragged(scanner: RecordScanner, found: number): boolean {
    if (this.#plan.ingestion.fieldsCounted) {
      this.book.add('datatype', null, this.#sample(scanner, found));
      return false;
    }
    fillUp(scanner, found);
    return this.#judged(this.#gate.judgeAll(scanner), scanner);
  }

  /** After the last row. */
  finish(): void {
    this.#closeBatch();
  }

  #judged(verdict: Verdict, scanner: RecordScanner): boolean {
    const { column } = this.#gate;
    if (verdict === Verdict.datatype || verdict === Verdict.null) {
      const fate = verdict === Verdict.datatype ? 'datatype' : 'null';
      this.#lose({ fate, column: column?.facts.name ?? null }, scanner);
      return false;
    }
    this.#filter(scanner, verdict === Verdict.load ? column : null);
    return true;
  }

  #lose({ fate, column }: Lost, scanner: RecordScanner): void {
    this.book.add(fate, column, this.#sample(scanner));
  }

  #filter(scanner: RecordScanner, misfit: FlowColumn | null): void {
    const repeat = this.#repeats?.judge(scanner) ?? 'none';
    const lost = this.#filtered(scanner, repeat);
    if (lost !== null) return this.#lose(lost, scanner);
    this.#load(scanner, misfit, repeat === 'second');
  }

  /** null: the row goes to the database. */
  #filtered(scanner: RecordScanner, repeat: Repeat): Lost | null {
    const { ingestion, layout } = this.#plan;
    const breaksFile = layout.duplicateRow === 'breaks-file' && (this.#repeats?.copies ?? 0) > 0;
    if (breaksFile || repeat === 'copy') return { fate: 'same-record', column: null };
    if (this.#only !== null && this.#only.read(scanner).toLowerCase() !== ingestion.onlyWhere?.is)
      return { fate: 'only-where', column: this.#only.facts.name };
    if (repeat === 'same-id') return { fate: 'same-id', column: null };
    const month = this.#month?.fateOf(scanner) ?? 'kept';
    if (month !== 'kept') return { fate: month, column: ingestion.month?.month ?? null };
    if (this.#retained !== null && ingestion.retention !== undefined) {
      if (tooOld(this.#retained.read(scanner), ingestion.retention, this.#oldest))
        return { fate: 'retention', column: this.#retained.facts.name };
    }
    return ingestion.loadFails === undefined ? null : { fate: 'load', column: null };
  }

  #load(scanner: RecordScanner, misfit: FlowColumn | null, isSecond: boolean): void {
    const { tableKey } = this.#plan.ingestion;
    if (misfit !== null || (isSecond && tableKey?.secondRow === 'breaks-batch')) {
      this.#lose({ fate: 'load', column: misfit?.facts.name ?? tableKey?.columns[0] ?? null }, scanner);
      this.#misfits++;
    } else {
      this.shown.count(scanner, this.shown.hidden(scanner), this.#batch);
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

  #sample(scanner: RecordScanner, fields = this.#plan.width): () => ForecastSample {
    return () => {
      this.recut?.();
      return this.#named(scanner, fields);
    };
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

const placesOf = (columns: readonly FlowColumn[]): readonly number[] => [
  ...new Set(columns.map(({ facts }) => facts.place)),
];

/** Fields that a short record lacks, as blanks. */
function fillUp({ starts, ends }: RecordScanner, found: number): void {
  for (let place = found; place < starts.length; place++) {
    starts[place] = 0;
    ends[place] = 0;
  }
}
