/**
 * Recognises good values on bytes, at sight. An acceptor may doubt a good value (the rules then decide), but it never
 * accepts a value to which a rule objects: a property test holds every column of every source to that.
 */
import { CODE_DIGITS } from '../../specs/source.js';
import type { ExpectedColumn } from '../engine/expectation.js';
import { BACKSLASH, COLON, DOT, MINUS, NINE, QUOTE, SPACE, ZERO } from './bytes.js';

/** How a column's values are recognised. `Any`: a column that nobody asked for. `Never`: always ask the rules. */
export const Accept = {
  Any: 0,
  Digits: 1,
  Codes: 2,
  Range: 3,
  Text: 4,
  Year: 5,
  Date: 6,
  Decimal: 7,
  Never: 8,
  Timestamp: 9,
} as const;
export type AcceptKind = (typeof Accept)[keyof typeof Accept];

/** What the scanner knows of one column of the file. */
export interface Acceptor {
  readonly kind: AcceptKind;
  /** A blank is fine. */
  readonly blank: boolean;
  /**
   * Digits: fewest and most digits. Range: bounds. Text: most bytes in `high`, fewest in `low`. Decimal: most bytes in
   * `high`; in `low` twice the most digits in front of the point (0: any number), plus 1 where the rules must see what
   * begins with 0.
   */
  readonly low: number;
  readonly high: number;
  /** Codes: 1 at each value that is fine. */
  readonly codes: Uint8Array;
}

const NO_CODES: Uint8Array = new Uint8Array(0);
/** Codes are looked up below this. */
const CODE_LIMIT = 1000;

export const ANY: Acceptor = { kind: Accept.Any, blank: true, low: 0, high: 0, codes: NO_CODES };

/** Digits that surely fit the type's width. */
const SAFE_DIGITS = { smallint: 4, integer: 9, bigint: 18 } as const;

export function acceptorFor(column: ExpectedColumn): Acceptor {
  const blank = !column.required;
  const make: Make = (kind, low = 0, high = 0, table = NO_CODES) => ({
    kind,
    blank,
    low,
    high,
    codes: table,
  });
  switch (column.type) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return integerAcceptor(column, SAFE_DIGITS[column.type], make);
    case 'number':
      return decimalAcceptor(column, make);
    case 'date':
      return column.format === null || column.format === 'yyyy-MM-dd'
        ? make(Accept.Date)
        : make(Accept.Never);
    case 'timestamp':
      return (column.maxLength ?? 19) >= 19 && !isLimited(column)
        ? make(Accept.Timestamp)
        : make(Accept.Never);
    case 'string':
      return textAcceptor(column, make);
    default:
      return make(Accept.Never);
  }
}

type Make = (kind: AcceptKind, low?: number, high?: number, table?: Uint8Array) => Acceptor;

const isLimited = ({ field: { constraints } }: ExpectedColumn): boolean =>
  constraints?.minimum !== undefined || constraints?.maximum !== undefined || constraints?.enum !== undefined;

/** Of a limited number, those with so few digits in front of the point that they are surely within. */
function decimalAcceptor(column: ExpectedColumn, make: Make): Acceptor {
  const { minimum = 0, maximum, enum: listed } = column.field.constraints ?? {};
  const wholeDigits = maximum === undefined ? 0 : Math.floor(Math.log10(maximum));
  if (listed !== undefined || minimum > 0 || (maximum !== undefined && !(wholeDigits >= 1)))
    return make(Accept.Never);
  return make(Accept.Decimal, wholeDigits * 2 + (column.zeroIsNull ? 1 : 0), column.maxLength ?? 30);
}

function integerAcceptor(column: ExpectedColumn, safeDigits: number, make: Make): Acceptor {
  const { constraints, code, default: stated } = column.field;
  if (constraints?.enum) {
    const table = new Uint8Array(CODE_LIMIT);
    for (const value of [...constraints.enum, stated]) {
      if (typeof value === 'number' && value >= 0 && value < CODE_LIMIT) table[value] = 1;
    }
    return isRanged(column)
      ? make(Accept.Never)
      : make(Accept.Codes, 0, Math.min(3, column.maxLength ?? 3), table);
  }
  if (isRanged(column)) {
    const low = constraints?.minimum ?? 0;
    const high = constraints?.maximum ?? 10 ** Math.min(safeDigits, 9) - 1;
    return column.maxLength === null
      ? make(Accept.Range, low, Math.min(high, 10 ** safeDigits - 1))
      : make(Accept.Never);
  }
  if (code)
    return CODE_DIGITS[code] <= safeDigits
      ? make(Accept.Digits, CODE_DIGITS[code], CODE_DIGITS[code])
      : make(Accept.Never);
  const fewest = constraints?.minLength ?? 1;
  return make(Accept.Digits, fewest, Math.min(safeDigits, column.maxLength ?? safeDigits));
}

const isRanged = ({ field: { constraints } }: ExpectedColumn): boolean =>
  constraints?.minimum !== undefined || constraints?.maximum !== undefined;

function textAcceptor(column: ExpectedColumn, make: Make): Acceptor {
  const { constraints, code } = column.field;
  if (constraints?.enum) return make(Accept.Never);
  if (code) return make(Accept.Digits, CODE_DIGITS[code], CODE_DIGITS[code]);
  if (column.format === 'academic-year') {
    return (column.maxLength ?? 7) >= 7 ? make(Accept.Year) : make(Accept.Never);
  }
  if (column.format === 'year') {
    return make(
      Accept.Range,
      Math.max(1000, constraints?.minimum ?? 1000),
      Math.min(9999, constraints?.maximum ?? 9999),
    );
  }
  return make(Accept.Text, constraints?.minLength ?? 0, column.maxLength ?? 1 << 20);
}

/** 1: a printable ASCII byte that is plain text wherever it stands. */
const PLAIN = new Uint8Array(256).fill(1, 0x20, 0x7f);
for (const byte of [QUOTE, BACKSLASH, 0x5b, 0x5d]) PLAIN[byte] = 0;

/** 1: a short text that begins so may be a way to write "no value"; a text that ends or begins with a blank may be trimmed. */
export const SUSPICIOUS: Uint8Array = new Uint8Array(256);
for (const letter of 'nNuU(#-\\? ') SUSPICIOUS[letter.charCodeAt(0)] = 1;
const LONGEST_NULL_WORD = 12;

/**
 * The table of plain bytes for a file with this delimiter: the delimiter itself ends a text, as every byte that is not
 * plain does.
 */
export function plainBytes(delimiter: number): Uint8Array {
  const plain = PLAIN.slice();
  plain[delimiter] = 0;
  return plain;
}

/**
 * Index after the longest run from `at` that the acceptor takes, or -1 if it doubts the value. The caller checks that
 * the run ends where the field does. `bytes` must hold a line end at or after `at`.
 */
export function accept(acceptor: Acceptor, bytes: Uint8Array, at: number, plain: Uint8Array): number {
  switch (acceptor.kind) {
    case Accept.Digits:
      return digits(acceptor, bytes, at);
    case Accept.Codes:
      return codes(acceptor, bytes, at);
    case Accept.Text:
      return text(acceptor, bytes, at, plain);
    case Accept.Range:
      return range(acceptor, bytes, at);
    case Accept.Year:
      return academicYear(bytes, at);
    case Accept.Date:
      return date(bytes, at);
    case Accept.Timestamp:
      return timestamp(bytes, at);
    case Accept.Decimal:
      return decimal(acceptor, bytes, at);
    case Accept.Any:
      while (plain[bytes[at] ?? 0] === 1) at++;
      return at;
    default:
      return -1;
  }
}

function digits(acceptor: Acceptor, bytes: Uint8Array, start: number): number {
  let at = start;
  while ((bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= NINE) at++;
  const length = at - start;
  return length >= acceptor.low && length <= acceptor.high ? at : -1;
}

function codes(acceptor: Acceptor, bytes: Uint8Array, start: number): number {
  let at = start;
  let value = 0;
  for (let byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0)
    value = value * 10 + byte - ZERO;
  const length = at - start;
  return length > 0 && length <= acceptor.high && acceptor.codes[value] === 1 ? at : -1;
}

function range(acceptor: Acceptor, bytes: Uint8Array, start: number): number {
  let at = start;
  let value = 0;
  for (let byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0)
    value = value * 10 + byte - ZERO;
  const length = at - start;
  const plainNumber = length === 1 || (length > 0 && length <= 9 && bytes[start] !== ZERO);
  return plainNumber && value >= acceptor.low && value <= acceptor.high ? at : -1;
}

function text(acceptor: Acceptor, bytes: Uint8Array, start: number, plain: Uint8Array): number {
  let at = start;
  while (plain[bytes[at] ?? 0] === 1) at++;
  const length = at - start;
  if (length < acceptor.low || length > acceptor.high) return -1;
  if (SUSPICIOUS[bytes[start] ?? 0] === 1 && length <= LONGEST_NULL_WORD) return -1;
  return bytes[at - 1] === 0x20 || bytes[start] === 0x20 ? -1 : at;
}

/** `2020-21`: four digits, a minus, and the last two digits of the next year. */
function academicYear(bytes: Uint8Array, at: number): number {
  const first = number4(bytes, at);
  const second = number2(bytes, at + 5);
  return first >= 0 && second >= 0 && bytes[at + 4] === MINUS && (first + 1) % 100 === second ? at + 7 : -1;
}

/** `yyyy-MM-dd`; the 29th of February is left to the calendar of the rules. */
function date(bytes: Uint8Array, at: number): number {
  const month = number2(bytes, at + 5);
  const day = number2(bytes, at + 8);
  const dashes = bytes[at + 4] === MINUS && bytes[at + 7] === MINUS;
  return dashes && number4(bytes, at) > 0 && day >= 1 && day <= (DAYS[month] ?? 0) ? at + 10 : -1;
}

/** Days that each month has in every year; months count from 1. */
const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day, alone or with ` HH:mm:ss`. */
function timestamp(bytes: Uint8Array, at: number): number {
  const day = date(bytes, at);
  if (day < 0 || bytes[day] !== SPACE) return day;
  const [hour, minute, second] = [number2(bytes, day + 1), number2(bytes, day + 4), number2(bytes, day + 7)];
  const colons = bytes[day + 3] === COLON && bytes[day + 6] === COLON;
  const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  return colons && isTime ? day + 9 : -1;
}

function decimal(acceptor: Acceptor, bytes: Uint8Array, start: number): number {
  let at = start;
  while ((bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= NINE) at++;
  if (at === start) return -1;
  const whole = at;
  const { low, high } = acceptor;
  if (low > 1 && whole - start > low >> 1) return -1;
  if (bytes[at] === DOT) {
    at++;
    while ((bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= NINE) at++;
    if (at === whole + 1) return -1;
  }
  return at - start <= high && (bytes[start] !== ZERO || (low & 1) === 0) ? at : -1;
}

/** Low enough to make any sum that it enters negative. */
const NO_DIGIT = -1_000_000;

const digitAt = (bytes: Uint8Array, at: number): number => {
  const byte = bytes[at] ?? 0;
  return byte >= ZERO && byte <= NINE ? byte - ZERO : NO_DIGIT;
};

/** Two and four digits as a number; negative if one of them is none. */
const number2 = (bytes: Uint8Array, at: number): number => digitAt(bytes, at) * 10 + digitAt(bytes, at + 1);
const number4 = (bytes: Uint8Array, at: number): number => number2(bytes, at) * 100 + number2(bytes, at + 2);

/** The acceptors of all columns in flat arrays, for the loop that goes over every byte. */
export interface AcceptorTable {
  readonly kinds: Uint8Array;
  readonly lows: Int32Array;
  readonly highs: Int32Array;
  readonly blanks: Uint8Array;
  /** `CODE_LIMIT` entries a column. */
  readonly codes: Uint8Array;
}

export function tabulate(acceptors: readonly Acceptor[]): AcceptorTable {
  const table = new Uint8Array(acceptors.length * CODE_LIMIT);
  acceptors.forEach((acceptor, column) => table.set(acceptor.codes, column * CODE_LIMIT));
  return {
    kinds: Uint8Array.from(acceptors, (acceptor) => acceptor.kind),
    lows: Int32Array.from(acceptors, (acceptor) => acceptor.low),
    highs: Int32Array.from(acceptors, (acceptor) => acceptor.high),
    blanks: Uint8Array.from(acceptors, (acceptor) => (acceptor.blank ? 1 : 0)),
    codes: table,
  };
}
