/** The forecast of one CSV: it looks over the shoulder of the scan, and reads the file again only where that is not enough. */
import type { SourceIngestion } from '../../specs/ingestion/ingestion.js';
import type { TableHead } from '../engine/table-head.js';
import { acceptorFor } from '../scan/acceptors.js';
import type { Acceptor } from '../scan/acceptors.js';
import type { TableInput } from '../scan/check-table.js';
import type { RecordScanner } from '../scan/record-scanner.js';
import type { TableOutlook } from './table-outlook.js';
import type { RowListener, WantedOfRows } from '../scan/row-listener.js';
import type { PlainRows } from '../scan/wasm/plain-rows.js';
import { isOdd } from '../scan/wasm/watch-code.js';
import type { RowWatch } from '../scan/wasm/watch-code.js';
import type { IndexBudget } from '../spill/index-budget.js';
import { FateBook } from './fate-book.js';
import { Verdict } from '../engine/flow-value.js';
import { flowHeader } from './flow-header.js';
import type { FlowHeader } from './flow-header.js';
import { flowPlan } from './flow-plan.js';
import type { FlowPlan } from './flow-plan.js';
import { mindsRepeats, RepeatSearch } from './repeat-search.js';
import { RowFlow } from './row-flow.js';
import type { FlowTime } from './row-flow.js';
import { RowGate } from './row-gate.js';
import { scanAgain } from './scan-again.js';
import type { SoloRows } from './scan-again.js';
import { passing, through } from './solo-stages.js';
import { blankIsFine, trustedAcceptor } from './trust.js';

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
  readonly #delimiter: number;
  /** null: the rules cut the rows otherwise, or no row is looked at. */
  #gate: RowGate | null = null;
  #flow: RowFlow | null = null;
  /** null: the rules' own search for repeated rows is enough to know that there are none. */
  #repeats: RepeatSearch | null = null;
  #rows = 0;
  #broken = 0;
  /** Set: plain rows are told of by one number each. */
  #watched: RowWatch | null = null;
  /** `#flow` has looked at the plain row before. */
  #isLikeLast = false;
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
    this.#delimiter = delimiter.charCodeAt(0);
  }

  begin(acceptors: readonly Acceptor[], findsRepeats: boolean): readonly Acceptor[] {
    const plan = this.#plan;
    if (plan === null || !this.#sameCut) return acceptors;
    const known = this.#acceptorsFor(plan);
    const trusted = new Set(known.keys());
    this.#gate = new RowGate(plan, trusted, known, this.#delimiter);
    this.#flow = new RowFlow(plan, this.#gate, this.#time, null);
    this.#repeats = findsRepeats && this.#isCoveredByRules(plan) ? null : this.#searchFor(plan);
    return acceptors.map((given, place) => {
      const [column, acceptor] = [plan.columns[place], known.get(place)];
      if (!column || !acceptor) return given;
      return blankIsFine(column) ? acceptor : { ...acceptor, blank: false };
    });
  }

  /** By place: the acceptors of the rules' columns, where the flow takes whatever they take. */
  #acceptorsFor(plan: FlowPlan): ReadonlyMap<number, Acceptor> {
    const { expectation, alignment } = this.#head;
    const known = new Map<number, Acceptor>();
    if (!this.#sameCut) return known;
    plan.columns.forEach((column, place) => {
      const expected = expectation.columns[alignment.expectedOf[place] ?? -1] ?? null;
      const acceptor = column && expected && trustedAcceptor(column, expected, acceptorFor(expected));
      if (acceptor) known.set(place, acceptor);
    });
    return known;
  }

  record(scanner: RecordScanner, isHeader: boolean): void {
    this.#rows++;
    this.#isLikeLast = false;
    if (this.#flow?.record(scanner) !== true) return;
    if (isHeader) this.#unsearched = true;
    this.#repeats?.note(scanner);
  }

  ragged(scanner: RecordScanner, found: number): void {
    this.#rows++;
    this.#isLikeLast = false;
    if (this.#flow?.ragged(scanner, found) !== true) return;
    this.#unsearched = true;
    this.#repeats?.note(scanner);
  }

  broken(): void {
    this.#rows++;
    this.#broken++;
  }

  wanted(): WantedOfRows {
    this.#watched = this.#repeats === null ? (this.#flow?.watch() ?? null) : null;
    return { wanted: this.#flow?.wanted() ?? [], watch: this.#watched };
  }

  minds(place: number, bytes: Uint8Array, start: number, end: number): boolean {
    return this.#gate?.minds(place, bytes, start, end, this.#delimiter) === true;
  }

  plainRows(rows: PlainRows, scanner: RecordScanner): void {
    const flow = this.#flow;
    this.#rows += rows.rows;
    if (flow === null) return;
    const { line } = scanner;
    let row = 0;
    flow.recut = (): void => {
      scanner.locate(rows.rowStart(row));
      scanner.line = line + row;
    };
    let doubt = 0;
    for (; row < rows.rows; row++) {
      if (this.#watched !== null && (doubt === rows.doubts || rows.doubtRow(doubt) !== row)) {
        const told = rows.told(row);
        if (this.#isLikeLast && !isOdd(told)) flow.passedAlike(told, scanner);
        else {
          rows.locateWanted(row, scanner.starts, scanner.ends);
          flow.passed(scanner);
        }
        this.#isLikeLast = true;
        continue;
      }
      this.#isLikeLast = false;
      if (this.#repeats === null) {
        const next = takeDoubts(rows, row, doubt, scanner);
        if (this.#watched !== null && flow.stopped(scanner)) {
          doubt = next;
          continue;
        }
        rows.locateWanted(row, scanner.starts, scanner.ends);
        doubt = takeDoubts(rows, row, doubt, scanner);
        flow.record(scanner);
        continue;
      }
      flow.recut();
      if (flow.record(scanner)) this.#repeats.note(scanner);
    }
    flow.recut = null;
    scanner.line = line;
  }

  async finish(scanned: boolean, hasRepeats: boolean): Promise<void> {
    const missed = !scanned || (this.#plan !== null && !this.#sameCut);
    if (missed) await this.#readAlone();
    if (this.#plan === null || this.#broken > 0) return;
    const repeated = this.#repeats ? await this.#repeats.settle() : hasRepeats || this.#unsearched;
    if (repeated && mindsRepeats(this.#plan)) await this.#readWithRepeats(this.#plan);
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
      notJudged: this.#flow?.shown.notJudged ?? [],
    };
  }

  /** The rules did not look at the rows, or cut them elsewhere. */
  async #readAlone(): Promise<void> {
    this.#rows = 0;
    this.#broken = 0;
    const plan = this.#plan;
    this.#flow = plan && new RowFlow(plan, this.#lonelyGate(plan), this.#time, null);
    this.#repeats = plan && this.#searchFor(plan);
    await this.#scan({
      record: (scanner) => this.record(scanner, false),
      ragged: (scanner, found) => this.ragged(scanner, found),
      broken: () => this.broken(),
    });
  }

  /** Finds out which rows repeat others, and takes all through the stages anew. */
  async #readWithRepeats(plan: FlowPlan): Promise<void> {
    const gate = this.#lonelyGate(plan);
    const repeats = this.#repeats ?? this.#newSearch(plan);
    const silent = (): RowFlow => new RowFlow(plan, gate, this.#time, null);
    if (this.#repeats === null) {
      this.#repeats = repeats;
      await this.#scan(passing(silent(), (scanner) => repeats.note(scanner)));
      // Nothing repeats anything: the stages have seen all there is.
      if (!(await repeats.settle())) return this.#flow?.finish();
    }
    await this.#scan(passing(silent(), (scanner) => repeats.learn(scanner)));
    const flow = new RowFlow(plan, gate, this.#time, repeats);
    await this.#scan(through(flow));
    flow.finish();
    this.#flow = flow;
  }

  /** For rows that no scanner has looked at. */
  #lonelyGate(plan: FlowPlan): RowGate {
    const delimiter = this.#header.delimiter.charCodeAt(0);
    return new RowGate(plan, NOTHING_TRUSTED, this.#acceptorsFor(plan), delimiter);
  }

  #scan(rows: SoloRows): Promise<void> {
    // Rows that are only counted need not be cut.
    const width = this.#plan === null ? 1 : this.#header.names.length;
    return scanAgain(this.#input, width, this.#header.delimiter, rows);
  }

  /** null: the flow does not mind repeated rows. */
  #searchFor(plan: FlowPlan): RepeatSearch | null {
    return mindsRepeats(plan) ? this.#newSearch(plan) : null;
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

/** Tells the scanner of the doubtful fields of one row; returns the first doubt behind them. */
function takeDoubts(rows: PlainRows, row: number, from: number, scanner: RecordScanner): number {
  let doubt = from;
  scanner.doubtfulCount = 0;
  for (; doubt < rows.doubts && rows.doubtRow(doubt) === row; doubt++) {
    const place = rows.doubtColumn(doubt);
    scanner.doubtful[scanner.doubtfulCount++] = place;
    scanner.starts[place] = rows.doubtStart(doubt);
    scanner.ends[place] = rows.doubtEnd(doubt);
  }
  return doubt;
}
