/** What the flow removes by the calendar: months beside the file's first, months and days to come, what is too old. */
import type { MonthFilter, RetentionFilter } from '../../specs/ingestion/ingestion.js';
import { BACKSLASH, MINUS, QUOTE, SPACE, ZERO } from '../scan/bytes.js';
import type { RecordScanner } from '../scan/record-scanner.js';
import type { FlowColumn } from './flow-column.js';
import type { FlowPlan } from './flow-plan.js';

/** A day as `yyyy-MM-dd`. */
export type Day = string;

const DAY_MS = 86_400_000;

/** Years of more digits than four would be written with a sign. */
const LAST_DAY = Date.parse('9999-12-31T00:00:00Z');

export const dayOf = (milliseconds: number): Day =>
  new Date(Math.min(milliseconds, LAST_DAY)).toISOString().slice(0, 10);

export type MonthFate = 'kept' | 'other-month' | 'future-month';

/** `yyyy-MM` of a row; the bare text where year or month cannot be read. */
function monthText(year: string, month: string): string {
  const parts = /^(\d{4})-(\d{2})$/.exec(year);
  const number = Number(month);
  if (parts === null || !/^\+?0*\d{1,2}$/.test(month) || number < 1 || number > 12) return `${year} ${month}`;
  const [, first = '', second = ''] = parts;
  return `${number >= 6 ? first : `${first.slice(0, 2)}${second}`}-${String(number).padStart(2, '0')}`;
}

/** One month a file: the first that comes along. Rows must be given in their order. */
export class MonthGate {
  readonly #year: FlowColumn;
  readonly #month: FlowColumn;
  readonly #yearPlace: number;
  readonly #monthPlace: number;
  readonly #days: readonly FlowColumn[];
  readonly #today: Day;
  #chosen: string | null = null;
  /** Fields of the row before, as they stand there, and its fate: nearly every row has the same. */
  #last: Uint8Array = new Uint8Array(0);
  #lastYearLength = -1;
  #lastFate: MonthFate = 'kept';
  /** Of the chosen month: the columns of its Sundays, and of its days to come. */
  sundays: readonly FlowColumn[] = [];
  later: readonly FlowColumn[] = [];

  constructor(year: FlowColumn, month: FlowColumn, days: readonly FlowColumn[], today: Day) {
    this.#year = year;
    this.#month = month;
    this.#yearPlace = year.facts.place;
    this.#monthPlace = month.facts.place;
    this.#days = days;
    this.#today = today;
  }

  static for(plan: FlowPlan, filter: MonthFilter | undefined, today: Day): MonthGate | null {
    const year = filter && plan.column(filter.year);
    const month = filter && plan.column(filter.month);
    if (!year || !month) return null;
    return new MonthGate(
      year,
      month,
      filter.days.flatMap((day) => plan.column(day) ?? []),
      today,
    );
  }

  /** The columns that decide which month a row is of. */
  get deciding(): readonly FlowColumn[] {
    return [this.#year, this.#month];
  }

  get isChosen(): boolean {
    return this.#chosen !== null;
  }

  /** The columns that it looks at; before a month is chosen, every day. */
  columns(): readonly FlowColumn[] {
    const days = this.#chosen === null ? this.#days : [...this.sundays, ...this.later];
    return [this.#year, this.#month, ...days];
  }

  fateOf(scanner: RecordScanner): MonthFate {
    if (this.#isLikeLast(scanner)) return this.#lastFate;
    const text = monthText(this.#year.read(scanner), this.#month.read(scanner));
    if (this.#chosen === null) this.#choose(text);
    this.#remember(scanner);
    this.#lastFate = text !== this.#chosen ? 'other-month' : this.#isFuture(text) ? 'future-month' : 'kept';
    return this.#lastFate;
  }

  #isFuture(text: string): boolean {
    return /^\d{4}-\d{2}$/.test(text) && text > this.#today.slice(0, 7);
  }

  #choose(text: string): void {
    this.#chosen = text;
    if (!/^\d{4}-\d{2}$/.test(text)) return;
    const isDay = ({ facts }: FlowColumn): boolean => dayText(text, facts.name) !== null;
    const real = this.#days.filter(isDay);
    const isSunday = (column: FlowColumn): boolean =>
      new Date(`${dayText(text, column.facts.name) ?? ''}T00:00:00Z`).getUTCDay() === 0;
    this.sundays = real.filter(isSunday);
    this.later = real.filter(
      (column) => (dayText(text, column.facts.name) ?? '') > this.#today && !isSunday(column),
    );
  }

  #isLikeLast({ bytes, starts, ends }: RecordScanner): boolean {
    const year = this.#yearPlace;
    const month = this.#monthPlace;
    const yearLength = (ends[year] as number) - (starts[year] as number);
    const monthLength = (ends[month] as number) - (starts[month] as number);
    const last = this.#last;
    if (yearLength !== this.#lastYearLength || yearLength + monthLength !== last.length) return false;
    let at = starts[year] as number;
    for (let index = 0; index < yearLength; index++) if (bytes[at++] !== last[index]) return false;
    at = starts[month] as number;
    for (let index = yearLength; index < last.length; index++) if (bytes[at++] !== last[index]) return false;
    return true;
  }

  #remember({ bytes, starts, ends }: RecordScanner): void {
    const [year, month] = [this.#year.facts.place, this.#month.facts.place];
    const yearBytes = bytes.subarray(starts[year], ends[year]);
    this.#last = Buffer.concat([yearBytes, bytes.subarray(starts[month], ends[month])]);
    this.#lastYearLength = yearBytes.length;
  }
}

/** The day of that number in the month, or null if the month has no such day. */
function dayText(month: string, name: string): Day | null {
  const day = `${month}-${name.padStart(2, '0')}`;
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) || dayOf(at) !== day ? null : day;
}

/** Removes rows older than the retention period. A date that cannot be read is not judged. */
export class RetentionGate {
  readonly column: FlowColumn;
  readonly #filter: RetentionFilter;
  /** Oldest day, or month, that is kept, its digits as one number. */
  readonly #oldest: number;

  constructor(column: FlowColumn, filter: RetentionFilter, days: number, today: Day) {
    this.column = column;
    this.#filter = filter;
    const oldest = dayOf(Date.parse(`${today}T00:00:00Z`) - days * DAY_MS).replaceAll('-', '');
    this.#oldest = Number(filter.by === 'month' ? oldest.slice(0, 6) : oldest);
  }

  isTooOld(scanner: RecordScanner): boolean {
    const { place } = this.column.facts;
    const start = scanner.starts[place] ?? 0;
    const end = scanner.ends[place] ?? 0;
    if (this.#beginsAsItStands(scanner.bytes, start, end)) return this.#isOld(scanner.bytes, start);
    const text = Buffer.from(this.column.read(scanner), 'utf16le');
    // One byte a character, as far as anything can be a digit.
    const narrow = Uint8Array.from({ length: text.length / 2 }, (_, at) =>
      Math.min(255, text.readUInt16LE(at * 2)),
    );
    return narrow.length >= this.#reach && this.#isOld(narrow, 0);
  }

  /** Characters up to the end of the date. */
  get #reach(): number {
    return this.#filter.from + (this.#filter.shape === 'ddMMyyyy' ? 8 : 10);
  }

  /** No quotes, escapes, blanks or wide characters: the value's first bytes are those of the field. */
  #beginsAsItStands(bytes: Uint8Array, start: number, end: number): boolean {
    const reach = start + this.#reach;
    if (reach > end || bytes[start] === QUOTE || bytes[start] === SPACE) return false;
    for (let at = start; at < reach; at++) {
      const byte = bytes[at] as number;
      if (byte === BACKSLASH || byte >= 0x80) return false;
    }
    return true;
  }

  #isOld(bytes: Uint8Array, start: number): boolean {
    const at = start + this.#filter.from;
    const isDayFirst = this.#filter.shape === 'ddMMyyyy';
    if (!isDayFirst && (bytes[at + 4] !== MINUS || bytes[at + 7] !== MINUS)) return false;
    const year = digits(bytes, isDayFirst ? at + 4 : at, 4);
    const month = digits(bytes, isDayFirst ? at + 2 : at + 5, 2);
    const day = digits(bytes, isDayFirst ? at : at + 8, 2);
    if (year < 0 || month < 0 || day < 0) return false;
    return (
      (this.#filter.by === 'month' ? year * 100 + month : year * 10_000 + month * 100 + day) < this.#oldest
    );
  }
}

/** So many digits as a number; -1 where one is none. */
function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const digit = (bytes[at] as number) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}
