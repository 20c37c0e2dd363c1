/** The forecast of one CSV: it looks over the shoulder of the scan, and reads the file again only where that is not enough. */
import type { SourceIngestion } from '../../specs/ingestion/ingestion.js';
import type { FileForecast, ForecastCount } from '../../specs/forecast.js';
import type { TableHead } from '../engine/table-head.js';
import { ANY } from '../scan/acceptors.js';
import type { Acceptor } from '../scan/acceptors.js';
import type { TableInput } from '../scan/check-table.js';
import type { RecordScanner } from '../scan/record-scanner.js';
import type { RowListener } from '../scan/row-listener.js';
import type { PlainRows } from '../scan/wasm/plain-rows.js';
import type { PlainTable } from '../scan/wasm/plain-table.js';
import type { IndexBudget } from '../spill/index-budget.js';
import { BatchRows } from './batch-rows.js';
import { FateBook } from './fate-book.js';
import type { FateCount } from './fate-book.js';
import { Verdict } from '../engine/flow-value.js';
import { flowHeader } from './flow-header.js';
import type { FlowHeader } from './flow-header.js';
import { flowPlan } from './flow-plan.js';
import type { FlowPlan } from './flow-plan.js';
import { RepeatSearch } from './repeat-search.js';
import { RowFlow } from './row-flow.js';
import type { FlowTime } from './row-flow.js';
import { RowGate } from './row-gate.js';
import { scanAgain } from './scan-again.js';
import type { SoloRows } from './scan-again.js';
import { blankIsFine, trustedAcceptor } from './trust.js';

/** What is known of one table when it has been read. */
export interface TableOutlook {
  readonly ingestion: SourceIngestion;
  readonly header: NonNullable<FileForecast['header']>;
  readonly rowsIn: number;
  readonly fates: readonly FateCount[];
  readonly rowsStored: number;
  readonly rowsOverwriting: number;
  readonly rowsNeverShown: readonly ForecastCount[];
  readonly valuesNotLoaded: readonly ForecastCount[];
  readonly defects: readonly ForecastCount[];
}

const NOTHING_TRUSTED: ReadonlySet<number> = new Set();

export class TableForecast implements RowListener {
  readonly #input: TableInput;
  readonly #head: TableHead;
  readonly #ingestion: SourceIngestion;
  readonly #time: FlowTime;
  readonly #budget: IndexBudget;
  readonly #header: FlowHeader;
  /** null: the header is refused, so no row is looked at. */
  readonly #plan: FlowPlan | null;
  /** The rules cut the rows as the flow does. */
  readonly #sameCut: boolean;
  /** null: the rules cut the rows otherwise, or no row is looked at. */
  #gate: RowGate | null = null;
  #flow: RowFlow | null = null;
  #batches: BatchRows | null = null;
  /** null: the rules' own search for repeated rows is enough to know that there are none. */
  #repeats: RepeatSearch | null = null;
  #rows = 0;
  #broken = 0;
  /** A row that the rules left out of their search for repeated rows. */
  #unsearched = false;

  constructor(
    input: TableInput,
    head: TableHead,
    ingestion: SourceIngestion,
    time: FlowTime,
    budget: IndexBudget,
  ) {
    this.#budget = budget;
    this.#input = input;
    this.#head = head;
    this.#ingestion = ingestion;
    this.#time = time;
    const delimiter = head.otherDelimiter ?? head.expectation.delimiter;
    this.#header = flowHeader(head, delimiter, input.source, ingestion);
    const { verdict, layout, names } = this.#header;
    this.#plan = verdict.accepted && layout ? flowPlan(input.source, ingestion, layout, names) : null;
    this.#sameCut = delimiter === this.#header.delimiter;
  }

  begin(acceptors: readonly Acceptor[], findsRepeats: boolean): readonly Acceptor[] {
    const plan = this.#plan;
    if (plan === null || !this.#sameCut) return acceptors;
    const { expectation, alignment } = this.#head;
    const trusted = new Map<number, Acceptor>();
    plan.columns.forEach((column, place) => {
      const expected = expectation.columns[alignment.expectedOf[place] ?? -1] ?? null;
      const acceptor = column && trustedAcceptor(column, expected, acceptors[place] ?? ANY);
      if (acceptor) trusted.set(place, acceptor);
    });
    this.#gate = new RowGate(plan, trusted);
    this.#flow = new RowFlow(plan, this.#gate, this.#time, null);
    this.#repeats = findsRepeats && this.#isCoveredByRules(plan) ? null : this.#searchFor(plan);
    this.#batches = new BatchRows(this.#flow, this.#gate, this.#repeats);
    return acceptors.map((given, place) => {
      const [column, acceptor] = [plan.columns[place], trusted.get(place)];
      if (!column || !acceptor) return given;
      return blankIsFine(column) ? acceptor : { ...acceptor, blank: false };
    });
  }

  record(scanner: RecordScanner, isHeader: boolean): void {
    this.#rows++;
    if (this.#flow?.record(scanner) !== true) return;
    if (isHeader) this.#unsearched = true;
    this.#repeats?.note(scanner);
  }

  ragged(scanner: RecordScanner, found: number): void {
    this.#rows++;
    if (this.#flow?.ragged(scanner, found) !== true) return;
    this.#unsearched = true;
    this.#repeats?.note(scanner);
  }

  broken(): void {
    this.#rows++;
    this.#broken++;
  }

  wanted(): Pick<PlainTable, 'wanted' | 'watch'> {
    return this.#batches?.wanted() ?? {};
  }

  minds(doubt: number): boolean {
    return this.#batches?.minds(doubt) === true;
  }

  plainRows(rows: PlainRows, scanner: RecordScanner): void {
    this.#rows += rows.rows;
    this.#batches?.take(rows, scanner);
  }

  async finish(scanned: boolean, hasRepeats: boolean): Promise<void> {
    const missed = !scanned || (this.#plan !== null && !this.#sameCut);
    if (missed) await this.#readAlone();
    if (this.#plan === null || this.#broken > 0) return;
    const repeated = this.#repeats ? await this.#repeats.settle() : hasRepeats || this.#unsearched;
    if (repeated && minds(this.#plan)) await this.#readWithRepeats(this.#plan);
    else this.#flow?.finish();
  }

  outlook(): TableOutlook {
    const whole = (fate: 'columns' | 'unreadable'): TableOutlook => {
      const book = new FateBook();
      book.add(fate, null, null, this.#rows);
      return { ...this.#frame(), fates: book.entries(), rowsStored: 0, rowsOverwriting: 0 };
    };
    if (this.#plan === null) return whole('columns');
    if (this.#broken > 0 || this.#flow === null) return whole('unreadable');
    const { stored, shown, book } = this.#flow;
    return {
      ...this.#frame(),
      fates: book.entries(),
      rowsStored: stored.rows,
      rowsOverwriting: stored.overwriting,
      rowsNeverShown: shown.neverShown(stored),
      valuesNotLoaded: shown.values(stored, this.#time.today),
      defects: shown.defects(stored),
    };
  }

  #frame(): Omit<TableOutlook, 'fates' | 'rowsStored' | 'rowsOverwriting'> {
    return {
      ingestion: this.#ingestion,
      header: this.#header.verdict,
      rowsIn: this.#rows,
      rowsNeverShown: [],
      valuesNotLoaded: [],
      defects: [],
    };
  }

  /** The rules did not look at the rows, or cut them elsewhere. */
  async #readAlone(): Promise<void> {
    this.#rows = 0;
    this.#broken = 0;
    const plan = this.#plan;
    this.#flow = plan && new RowFlow(plan, new RowGate(plan, NOTHING_TRUSTED), this.#time, null);
    this.#repeats = plan && this.#searchFor(plan);
    await this.#scan({
      record: (scanner) => this.record(scanner, false),
      ragged: (scanner, found) => this.ragged(scanner, found),
      broken: () => this.broken(),
    });
  }

  /** Finds out which rows repeat others, and takes all through the stages anew. */
  async #readWithRepeats(plan: FlowPlan): Promise<void> {
    const gate = new RowGate(plan, NOTHING_TRUSTED);
    const repeats = this.#repeats ?? this.#newSearch(plan);
    const silent = (): RowFlow => new RowFlow(plan, gate, this.#time, null);
    if (this.#repeats === null) {
      this.#repeats = repeats;
      await this.#scan(passing(silent(), (scanner) => repeats.note(scanner)));
      await repeats.settle();
    }
    await this.#scan(passing(silent(), (scanner) => repeats.learn(scanner)));
    const flow = new RowFlow(plan, gate, this.#time, repeats);
    await this.#scan(passing(flow, () => undefined));
    flow.finish();
    this.#flow = flow;
  }

  #scan(rows: SoloRows): Promise<void> {
    // Rows that are only counted need not be cut.
    const width = this.#plan === null ? 1 : this.#header.names.length;
    return scanAgain(this.#input, width, this.#header.delimiter, rows);
  }

  /** null: the flow does not mind repeated rows. */
  #searchFor(plan: FlowPlan): RepeatSearch | null {
    return minds(plan) ? this.#newSearch(plan) : null;
  }

  #newSearch(plan: FlowPlan): RepeatSearch {
    return new RepeatSearch(plan, this.#budget);
  }

  close(): void {
    this.#repeats?.close();
  }

  /** Rows that repeat each other in the flow's eyes share what the rules' search goes by. */
  #isCoveredByRules(plan: FlowPlan): boolean {
    const { expectation, alignment } = this.#head;
    const places = expectation.key.map((index) => alignment.expectedOf.indexOf(index));
    if (places.length === 0) return false;
    const agreed =
      plan.keyColumns.length > 0 && !plan.ingestion.comparedOn ? plan.keyColumns : plan.recordColumns;
    return places.every((place) => {
      const column = agreed.find(({ facts }) => facts.place === place);
      return column !== undefined && column.blank !== Verdict.fine;
    });
  }
}

/** Takes rows through the stages, and hands on those that pass the first of them. */
const passing = (flow: RowFlow, take: (scanner: RecordScanner) => void): SoloRows => ({
  record: (scanner) => {
    if (flow.record(scanner)) take(scanner);
  },
  ragged: (scanner, found) => {
    if (flow.ragged(scanner, found)) take(scanner);
  },
  broken: () => undefined,
});

/** Repeated rows make a difference to the flow. */
const minds = ({ ingestion: { grounds, tableKey } }: FlowPlan): boolean =>
  grounds['same-record'] !== undefined || grounds['same-id'] !== undefined || tableKey !== undefined;
