/** Takes what the scanner meets in the rows of one CSV to the rules. */
import type { RowEvent, TableRule } from '../engine/define-rule.js';
import type { Findings } from '../engine/findings.js';
import { severityOf } from '../engine/severity.js';
import type { TableHead } from '../engine/table-head.js';
import { ANY, acceptorFor } from './acceptors.js';
import type { Acceptor } from './acceptors.js';
import type { TableInput, TableOptions } from './check-table.js';
import { ColumnJudge } from './column-judge.js';
import { DuplicateSearch } from './duplicates.js';
import { EventObjections } from './event-objections.js';
import { HeaderNames } from './header-names.js';
import { PairCheck } from './pair-check.js';
import { RECORD_LIMIT, RecordScanner } from './record-scanner.js';
import { NOT_ASKED } from './record-sink.js';
import type { RecordSink } from './record-sink.js';
import type { RowListener } from './row-listener.js';
import { RowPlace } from './row-place.js';
import { RowsBeside } from './rows-beside.js';
import { canTakePlainRows, PlainRows } from './wasm/plain-rows.js';

/** Bytes of a CSV from which on it pays to compile a program for its rows. */
const ACCELERATE_AFTER = 1 << 19;
export class RowChecks implements RecordSink {
  readonly scanner: RecordScanner;
  /** For the rules that look at rows beside other files; null: none was asked for. */
  readonly beside: RowsBeside | null;
  readonly #head: TableHead;
  readonly #input: TableInput;
  readonly #rules: readonly TableRule[];
  readonly #findings: Findings;
  readonly #judges: readonly (ColumnJudge | null)[];
  readonly #duplicates: DuplicateSearch | null;
  readonly #pairs: PairCheck | null;
  /** Places (from 0) in the file of the key's columns. */
  readonly #keyPlaces: readonly number[];
  readonly #place: RowPlace;
  readonly #header: HeaderNames;
  readonly #listener: RowListener | undefined;
  readonly #acceptors: readonly Acceptor[];
  readonly #accelerateAfter: number;
  readonly #objections: EventObjections;
  #goodRows = 0;
  #firstBlank = 0;
  #blanks = 0;

  constructor(
    head: TableHead,
    input: TableInput,
    options: TableOptions,
    findings: Findings,
    listener?: RowListener,
  ) {
    const { expectation, alignment } = head;
    this.#head = head;
    this.#input = input;
    this.#rules = options.rules;
    this.#findings = findings;
    this.#objections = new EventObjections(options.rules, expectation, findings, input.path);
    const columns = alignment.expectedOf.map((index) => expectation.columns[index] ?? null);
    this.#judges = columns.map(
      (column) => column && new ColumnJudge(column, options.rules, expectation, findings, input.path),
    );
    this.#keyPlaces = expectation.key
      .map((index) => alignment.expectedOf.indexOf(index))
      .filter((place) => place >= 0);
    this.#place = new RowPlace(input, head.names, columns, this.#keyPlaces);
    this.#duplicates = this.#duplicateSearch(
      columns.map((column) => column !== null),
      options.indexes,
    );
    this.#pairs = PairCheck.for(expectation, alignment.expectedOf);
    this.beside = RowsBeside.for(head, input, options, findings, this.#place, this.#judges);
    this.#accelerateAfter = options.accelerateAfter ?? ACCELERATE_AFTER;
    const acceptors = this.#judges.map((judge) => (judge ? acceptorFor(judge.column) : ANY));
    this.#listener = listener;
    this.#acceptors = listener?.begin(acceptors, this.#duplicates !== null) ?? acceptors;
    this.scanner = this.#newScanner(this);
    this.#header = new HeaderNames(head.names);
    this.#firstBlank = input.firstLine ?? 1;
    this.#blanks = head.lineNumber - this.#firstBlank;
    if (this.#blanks > 0) this.#blankLines('top');
  }

  get rows(): number {
    return this.scanner.record;
  }

  /** After each pass: must the rows be read again, for nothing but duplicates? Throws `SpillError`. */
  async needsAnotherPass(): Promise<boolean> {
    return (await this.#duplicates?.needsAnotherPass()) ?? false;
  }

  /** Gives back what it has on disk. */
  close(): void {
    this.#duplicates?.close();
  }

  /** How many values, and rows, the rule looked at. */
  checkedBy(rule: TableRule): number {
    const values = rule.value
      ? this.#goodRows * this.#judges.filter((judge) => judge?.rules.includes(rule)).length
      : 0;
    return values + (rule.row ? this.rows : 0);
  }

  record(scanner: RecordScanner): void {
    const isHeader = this.#header.isRepeatedBy(scanner);
    this.#listener?.record(scanner, isHeader);
    if (this.#blanks > 0) this.#blankLines('middle');
    if (isHeader) {
      this.#event({ kind: 'repeated-header' }, scanner.line, scanner.record);
      return;
    }
    this.#goodRows++;
    for (let index = 0; index < scanner.doubtfulCount; index++)
      this.#value(scanner, scanner.doubtful[index] as number);
    if (this.#pairs !== null) this.#pair(scanner, this.#pairs);
    this.beside?.record(scanner);
    this.#duplicates?.note(scanner);
  }

  blankLine(line: number): void {
    if (this.#blanks++ === 0) this.#firstBlank = line;
  }

  fieldCount(line: number, record: number, found: number): void {
    this.#listener?.ragged(this.scanner, found);
    if (this.#blanks > 0) this.#blankLines('middle');
    if (this.#objections.counts('field-count')) return;
    this.#event({ kind: 'field-count', found, expected: this.#judges.length }, line, record);
  }

  brokenQuote(line: number, record: number, field: number, reason: 'open' | 'text-after'): void {
    this.#listener?.broken();
    if (this.#blanks > 0) this.#blankLines('middle');
    this.#event({ kind: 'unclosed-quote', column: this.#head.names[field] ?? null, reason }, line, record);
  }

  tooLong(line: number, record: number, bytes: number): void {
    this.#listener?.broken();
    if (this.#blanks > 0) this.#blankLines('middle');
    this.#event({ kind: 'too-long', bytes, limit: RECORD_LIMIT }, line, record);
  }

  /** After the last record. */
  finish(): void {
    if (this.#blanks > 0) this.#blankLines('end');
  }

  /** A scanner for the second pass (and a third), which reports duplicates and nothing else. */
  duplicateScanner(): RecordScanner {
    const search = this.#duplicates as DuplicateSearch;
    const judge = (scanner: RecordScanner, line: number, record: number): void => {
      const found = search.judge(scanner, line);
      if (!found) return;
      const event: RowEvent =
        found.kind === 'duplicate-key'
          ? { kind: found.kind, firstLine: found.firstLine, keyText: () => this.#place.keyText(scanner) }
          : { kind: found.kind, firstLine: found.firstLine, keyed: this.#keyPlaces.length > 0 };
      this.#event(event, line, record, scanner);
    };
    return this.#newScanner({
      record: (scanner) => {
        if (!this.#header.isRepeatedBy(scanner)) judge(scanner, scanner.line, scanner.record);
      },
      plainRows: (rows, scanner) => {
        for (let doubt = 0; doubt < rows.doubts; doubt++)
          rows.settle(doubt, rows.hasRoom(doubt) ? null : undefined);
        for (let row = 0; row < rows.rows; row++) {
          if (!search.isSuspect(rows, row)) continue;
          scanner.locate(rows.rowStart(row));
          judge(scanner, scanner.line + row, scanner.record + row + 1);
        }
      },
      ...NOT_ASKED,
    });
  }

  #newScanner(sink: RecordSink): RecordScanner {
    const { expectation, otherDelimiter, lineNumber, names } = this.#head;
    const delimiter = (otherDelimiter ?? expectation.delimiter).charCodeAt(0);
    const [acceptors, identity] = [this.#acceptors, this.#duplicates?.identity ?? null];
    const firstName = Buffer.from(names[0] ?? '');
    const start = (): PlainRows => {
      const { wanted, watch } = this.#listener?.wanted() ?? { wanted: [], watch: null };
      const told = sink === this && watch && { watch }; // A second look is for duplicates alone.
      const cut = this.beside?.wantedWith(wanted) ?? wanted;
      return new PlainRows({ acceptors, delimiter, identity, firstName, wanted: cut, ...told });
    };
    // Pairs of columns are looked at row by row.
    const isFast = this.#pairs === null && canTakePlainRows();
    const acceleration = isFast ? { afterBytes: this.#accelerateAfter, start } : null;
    return new RecordScanner(acceptors, delimiter, lineNumber + 1, sink, acceleration);
  }

  #duplicateSearch(known: readonly boolean[], budget: TableOptions['indexes']): DuplicateSearch | null {
    const { expectation } = this.#head;
    const wanted = this.#rules.some((rule) =>
      rule.row?.events.some((event) => event.startsWith('duplicate')),
    );
    if (!wanted) return null;
    const all = known.map((_, place) => place);
    const row = expectation.profile.authority === 'pipeline' ? all.filter((place) => known[place]) : all;
    const keyed = this.#keyPlaces.length === expectation.key.length;
    const columns = { key: keyed ? this.#keyPlaces : [], row, trims: expectation.trims };
    return new DuplicateSearch(columns, budget);
  }

  plainRows(rows: PlainRows, scanner: RecordScanner): void {
    if (this.#blanks > 0) this.#blankLines('middle');
    this.#goodRows += rows.rows;
    if (this.#listener) this.#listener.plainRows(rows, scanner);
    const misfits = this.beside?.plainRows(rows, scanner);
    for (let doubt = 0; doubt < rows.doubts; doubt++) {
      misfits?.(rows.doubtRow(doubt));
      this.#doubt(rows, doubt, scanner);
    }
    misfits?.(rows.rows);
    this.#duplicates?.noteRows(rows, scanner.line + rows.rows - 1);
  }

  #doubt(rows: PlainRows, doubt: number, scanner: RecordScanner): void {
    const place = rows.doubtColumn(doubt);
    const start = rows.doubtStart(doubt);
    const end = rows.doubtEnd(doubt);
    const judge = this.#judges[place];
    const counted = judge?.counts(scanner.bytes, start, end);
    const objection =
      counted === undefined ? (judge?.judge(scanner.bytes, start, end, scanner.delimiter) ?? null) : null;
    const isRemembered =
      rows.hasRoom(doubt) && this.#listener?.minds(place, scanner.bytes, start, end) !== true;
    rows.settle(doubt, isRemembered ? (counted ?? objection?.group ?? null) : undefined);
    if (objection === null) return;
    const row = rows.doubtRow(doubt);
    objection.group.add(() => {
      scanner.locate(rows.rowStart(row));
      return {
        details: { ...objection.details(), ...this.#place.keyDetails(scanner) },
        where: this.#place.where(scanner.line + row, scanner.record + row + 1, place),
      };
    });
  }

  #value(scanner: RecordScanner, place: number): void {
    const judge = this.#judges[place];
    if (!judge) return;
    const start = scanner.starts[place] as number;
    const end = scanner.ends[place] as number;
    if (judge.counts(scanner.bytes, start, end) !== undefined) return;
    const objection = judge.judge(scanner.bytes, start, end, scanner.delimiter);
    if (objection === null) return;
    const { group, details } = objection;
    group.add(() => ({
      details: { ...details(), ...this.#place.keyDetails(scanner) },
      where: this.#place.where(scanner.line, scanner.record, place),
    }));
  }

  #pair(scanner: RecordScanner, pairs: PairCheck): void {
    const broken = pairs.check(scanner);
    if (broken === null) return;
    for (const rule of this.#rules) {
      if (!rule.value?.checkPair) continue;
      const { expectation } = this.#head;
      const verdict = rule.value.checkPair(broken.first, broken.second, expectation);
      const column = this.#head.names[broken.place];
      const severity = severityOf(
        expectation.profile,
        rule.id,
        (fact) => verdict.facts?.includes(fact) === true,
      );
      this.#findings.group(rule, severity, this.#input.path, column)?.add(() => ({
        details: { ...verdict.details(), ...this.#place.keyDetails(scanner) },
        where: this.#place.where(scanner.line, scanner.record, broken.place),
      }));
    }
  }

  #blankLines(place: 'top' | 'middle' | 'end'): void {
    this.#event({ kind: 'blank-line', place }, this.#firstBlank, null, undefined, this.#blanks);
    this.#blanks = 0;
  }

  /** `times`: the same on as many lines that follow each other. */
  #event(event: RowEvent, line: number, record: number | null, scanner?: RecordScanner, times = 1): void {
    const { expectation } = this.#head;
    for (const { row, group } of this.#objections.to(event)) {
      for (let more = 0; more < times; more++) {
        group.add(() => ({
          details: {
            ...row.check(event, expectation).details(),
            ...(scanner && this.#place.keyDetails(scanner)),
          },
          where: this.#place.where(line + more, record, null),
        }));
      }
    }
  }
}
