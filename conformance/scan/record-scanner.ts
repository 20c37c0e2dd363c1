/* Longer than 300 lines: its methods share the state of one record, so that nothing is handed over for it. */
/**
 * Cuts records and fields on bytes and recognises good values at sight. No string and no object is made for a row;
 * what is not recognised is handed on as offsets.
 */
import { accept, plainBytes, tabulate } from './acceptors.js';
import type { Acceptor, AcceptorTable } from './acceptors.js';
import { CR, LF, QUOTE, SPACE, TAB } from './bytes.js';
import { fieldEnd } from './field-end.js';
import type { FieldEnd } from './field-end.js';
import { plainRecord } from './plain-record.js';
import type { Acceleration, RecordSink } from './record-sink.js';
import type { PlainRows } from './wasm/plain-rows.js';

/**
 * A record may hold this many bytes; cQube's own line step ends at 1 MB. A longer one is reported and passed over, so
 * memory stays bounded whatever the file holds.
 */
export const RECORD_LIMIT = 1 << 20;

/** Broken quotes after which quotes are no longer looked across lines for their partner, so that time stays linear. */
const QUOTE_PATIENCE = 1000;

export class RecordScanner {
  /** Bytes of the current record's chunk. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Field offsets of the current record. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Indexes of fields that were not recognised, and how many there are. */
  readonly doubtful: Int32Array;
  doubtfulCount = 0;
  /** Physical line of the record's start, from 1, and its number among data rows, from 1. */
  line: number;
  record = 0;

  readonly delimiter: number;
  readonly #acceptors: readonly Acceptor[];
  readonly #columns: AcceptorTable;
  readonly #plain: Uint8Array;
  readonly #sink: RecordSink;
  readonly #about: FieldEnd = { kind: 'plain', lineEnds: 0 };
  #lineEnds = 0;
  #brokenQuotes = 0;
  /** Inside a record over the limit: bytes passed over so far, else -1. */
  #passing = -1;
  /** The record that is passed over has its finding already. */
  #isReported = false;
  #acceleration: Acceleration | null;
  #fast: PlainRows | null = null;
  #scanned = 0;

  constructor(
    acceptors: readonly Acceptor[],
    delimiter: number,
    firstLine: number,
    sink: RecordSink,
    acceleration: Acceleration | null = null,
  ) {
    this.#acceleration = acceleration;
    this.#acceptors = acceptors;
    this.#columns = tabulate(acceptors);
    this.delimiter = delimiter;
    this.#plain = plainBytes(delimiter);
    this.#sink = sink;
    this.line = firstLine;
    this.starts = new Int32Array(acceptors.length);
    this.ends = new Int32Array(acceptors.length);
    this.doubtful = new Int32Array(acceptors.length);
  }

  /**
   * Scans whole records of `bytes[0, end)` and returns how many bytes are done with; the rest is to be given again
   * with more behind it. `bytes` must have one spare byte at `end`. With `last` nothing is left over.
   */
  scan(bytes: Uint8Array, end: number, last: boolean): number {
    this.bytes = bytes;
    bytes[end] = LF;
    this.#accelerate();
    const at = this.#scanAll(end, last);
    this.#scanned += at;
    return at;
  }

  #accelerate(): void {
    this.#fast?.forget();
    if (this.#acceleration === null || this.#scanned < this.#acceleration.afterBytes) return;
    this.#fast = this.#acceleration.start();
    this.#acceleration = null;
  }

  #scanAll(end: number, last: boolean): number {
    let at = 0;
    while (at < end) {
      const plain = this.#passing < 0 ? this.#plainRecords(at, end) : at;
      const next = plain > at || plain >= end ? plain : this.#oddRecord(at, end, last);
      if (next < 0) return at;
      at = next;
    }
    return at;
  }

  /** Takes plain records as long as they come; index of the first that is not one. */
  #plainRecords(from: number, end: number): number {
    return this.#fast ? this.#batches(this.#fast, from, end) : this.#plainOneByOne(from, end);
  }

  #batches(fast: PlainRows, from: number, end: number): number {
    let at = from;
    while (at < end) {
      const next = fast.take(this.bytes, at, end);
      if (fast.rows === 0) return at;
      this.#sink.plainRows?.(fast, this);
      this.line += fast.rows;
      this.record += fast.rows;
      at = next;
    }
    return at;
  }

  /** Finds the fields of a plain row again. */
  locate(start: number): void {
    this.doubtfulCount = 0;
    if (this.#plainRecord(start) >= 0) return;
    let at = start;
    for (let field = 0; field < this.#acceptors.length; field++)
      at = this.#field(field, at, this.bytes.length) + 1;
  }

  #plainRecord(at: number): number {
    return plainRecord(
      this.bytes,
      at,
      this.delimiter,
      this.#columns,
      this.#acceptors,
      this.#plain,
      this.starts,
      this.ends,
    );
  }

  #plainOneByOne(from: number, end: number): number {
    const sink = this.#sink;
    this.doubtfulCount = 0;
    let at = from;
    while (at < end) {
      const next = this.#plainRecord(at);
      if (next < 0 || next > end || next - at > RECORD_LIMIT || next === at + 1) return at;
      this.record++;
      sink.record(this);
      this.line++;
      at = next;
    }
    return at;
  }

  #oddRecord(at: number, end: number, last: boolean): number {
    return this.#passing >= 0 ? this.#passOver(at, end, last) : this.#scanRecord(at, end, last);
  }

  /** A record that is not plain, from `start`: index behind it, or -1 if its end is not in the bytes yet. */
  #scanRecord(start: number, end: number, last: boolean): number {
    const bytes = this.bytes;
    const width = this.#acceptors.length;
    this.doubtfulCount = 0;
    this.#lineEnds = 0;
    let at = start;
    for (let field = 0; field < width; field++) {
      const close = this.#field(field, at, end);
      if (close - start >= RECORD_LIMIT) return this.#overLimit(start, end, last);
      if (close >= end && !last) return -1;
      if (this.#about.kind !== 'plain' && this.#isBroken()) return this.#brokenQuote(start, end, last, field);
      if (field < width - 1 && bytes[close] !== this.delimiter)
        return this.#ragged(start, close, end, last, field + 1);
      at = close + 1;
    }
    at--;
    if (bytes[at] === this.delimiter && at < end) return this.#ragged(start, at, end, last, width);
    const next = this.#behindLineEnd(at, end, last);
    if (next < 0) return -1;
    if (width === 1 && at === start) return this.#blank(next);
    this.record++;
    this.#sink.record(this);
    this.line += this.#lineEnds + 1;
    return next;
  }

  /** End of one field; a field that is not recognised joins `doubtful`. */
  #field(field: number, start: number, end: number): number {
    const bytes = this.bytes;
    const acceptor = this.#acceptors[field] as Acceptor;
    this.starts[field] = start;
    this.#about.kind = 'plain';
    if (this.#endsField(bytes[start])) {
      if (!acceptor.blank) this.doubtful[this.doubtfulCount++] = field;
      return (this.ends[field] = start);
    }
    const close = accept(acceptor, bytes, start, this.#plain);
    if (close >= 0 && this.#endsField(bytes[close])) return (this.ends[field] = close);
    this.doubtful[this.doubtfulCount++] = field;
    const found = fieldEnd(bytes, start, end, this.delimiter, this.#about);
    this.#lineEnds += this.#about.lineEnds;
    return (this.ends[field] = found);
  }

  #endsField(byte: number | undefined): boolean {
    return byte === this.delimiter || byte === LF || byte === CR;
  }

  #isBroken(): boolean {
    const { kind, lineEnds } = this.#about;
    return kind !== 'quoted' || (lineEnds > 0 && this.#brokenQuotes > QUOTE_PATIENCE);
  }

  /**
   * The record reaches the limit: where lines end inside it, an open quote has swallowed them; else it is one long
   * line. Only the first `RECORD_LIMIT` bytes are looked at, so that chunks make no difference.
   */
  #overLimit(start: number, end: number, last: boolean): number {
    const field = this.#quotedField();
    const quote = this.starts[field] ?? start;
    if (this.bytes[quote] === QUOTE && this.#hasLineEnd(start, start + RECORD_LIMIT)) {
      this.#about.kind = 'open';
      return this.#brokenQuote(start, end, last, field);
    }
    this.#passing = 0;
    return this.#passOver(start, end, last);
  }

  #hasLineEnd(from: number, to: number): boolean {
    for (let at = from; at < to; at++) if (this.#isLineEnd(at)) return true;
    return false;
  }

  /** The last field of the record that opens with a quote. */
  #quotedField(): number {
    for (let index = this.doubtfulCount - 1; index >= 0; index--) {
      const field = this.doubtful[index] ?? 0;
      if (this.bytes[this.starts[field] ?? 0] === QUOTE) return field;
    }
    return 0;
  }

  /** A quote without its partner: the record is taken to end with the physical line on which the quote stands. */
  #brokenQuote(start: number, end: number, last: boolean, field: number): number {
    const quote = this.starts[field] ?? start;
    let at = quote;
    while (at < end && !this.#isLineEnd(at)) at++;
    const cutOff = at >= end && !last;
    if (cutOff && end - start < RECORD_LIMIT) return -1;
    const reason = this.#about.kind === 'text-after' && this.#about.lineEnds === 0 ? 'text-after' : 'open';
    this.#brokenQuotes++;
    this.record++;
    this.#sink.brokenQuote(this.line, this.record, field, reason);
    for (let before = start; before < quote; before++) if (this.#isLineEnd(before)) this.line++;
    if (cutOff) {
      this.#passing = 0;
      this.#isReported = true;
      return end;
    }
    this.line++;
    return Math.min(at + 1, end);
  }

  /** true at the last byte of a line end. */
  #isLineEnd(at: number): boolean {
    const byte = this.bytes[at];
    return byte === LF || (byte === CR && this.bytes[at + 1] !== LF);
  }

  /** Too few or too many fields: counts them to the record's end. */
  #ragged(start: number, from: number, end: number, last: boolean, fields: number): number {
    let at = from;
    let found = fields;
    while (this.bytes[at] === this.delimiter && at < end) {
      at = fieldEnd(this.bytes, at + 1, end, this.delimiter, this.#about);
      this.#lineEnds += this.#about.lineEnds;
      found++;
      if (at - start >= RECORD_LIMIT) return this.#overLimit(start, end, last);
      if (at >= end && !last) return -1;
      if (this.#about.kind === 'open') return this.#brokenQuote(start, end, last, this.#acceptors.length - 1);
    }
    const next = this.#behindLineEnd(at, end, last);
    if (next < 0) return -1;
    if (found === 1 && this.#isBlank(start, at)) return this.#blank(next);
    if (this.#lineEnds > 0) return this.#brokenQuote(start, end, last, this.#quotedField());
    this.record++;
    this.#sink.fieldCount(this.line, this.record, found);
    this.line++;
    return next;
  }

  #isBlank(start: number, end: number): boolean {
    for (let at = start; at < end; at++) {
      if (this.bytes[at] !== SPACE && this.bytes[at] !== TAB) return false;
    }
    return true;
  }

  #blank(next: number): number {
    this.#sink.blankLine(this.line);
    this.line++;
    return next;
  }

  /** Index behind the line end at `at` (LF, CR LF, CR, or the end of the file); -1 if a CR may still get its LF. */
  #behindLineEnd(at: number, end: number, last: boolean): number {
    if (this.bytes[at] !== CR) return Math.min(at + 1, end);
    if (at + 1 >= end) return last ? end : -1;
    return this.bytes[at + 1] === LF ? at + 2 : at + 1;
  }

  /** Goes to the end of a record over the limit without looking into it. */
  #passOver(start: number, end: number, last: boolean): number {
    let at = start;
    while (at < end && !this.#isLineEnd(at)) at++;
    this.#passing += at - start;
    if (at >= end && !last) return end;
    if (!this.#isReported) this.#sink.tooLong(this.line, ++this.record, this.#passing);
    this.line++;
    this.#passing = -1;
    this.#isReported = false;
    return Math.min(at + 1, end);
  }

  isDoubtful(field: number): boolean {
    for (let index = 0; index < this.doubtfulCount; index++) if (this.doubtful[index] === field) return true;
    return false;
  }
}
