/**
 * Classes of values that no rule can tell apart: `x17` and `y4` in a whole number are objected to alike, so once one was
 * judged the others need only be counted. The rules stay the judges; what is said here is which values they treat alike,
 * and a property test holds every column of every source to that.
 */
import type { RuleId } from '../../specs/rule-ids.js';
import { CODE_DIGITS } from '../../specs/source.js';
import type { ExpectedColumn } from '../engine/expectation.js';
import { dateSpelling } from '../values/calendar.js';
import { SUSPICIOUS } from './acceptors.js';
import { BACKSLASH, COLON, DOT, MINUS, NINE, QUOTE, SPACE, ZERO } from './bytes.js';
import { isRealDay, isTimeAt } from './day-at.js';

/** `NONE`: the value is one of its own. From `DIGITS` on: a class for every number of digits. */
export const CLASS = {
  NONE: 0,
  WORD: 1,
  NO_DAY: 2,
  MISFIT: 3,
  MISFIT_TOO_LONG: 4,
  TOO_LONG: 5,
  DIGITS: 8,
} as const;
const MOST_DIGITS = 40;
export const CLASSES = CLASS.DIGITS + MOST_DIGITS + 1;
/** Longer values belong to no class. */
const LONGEST = 1024;

/** All of a class are objected to by this rule, if it is asked; absent: whichever rule objects to one objects to all. */
const DECISIVE: Readonly<Record<number, readonly RuleId[]>> = {
  [CLASS.WORD]: ['table/value-type'],
  [CLASS.NO_DAY]: ['table/value-type'],
  [CLASS.MISFIT]: ['table/value-length', 'table/value-pattern'],
  [CLASS.MISFIT_TOO_LONG]: ['table/value-length', 'table/value-pattern'],
  [CLASS.TOO_LONG]: ['table/value-length'],
};

/** Does the verdict of this rule (null: none objects) on one value hold for all of its class? */
export const holdsForClass = (valueClass: number, rule: RuleId | null): boolean => {
  if (valueClass === CLASS.NONE) return false;
  const decisive = DECISIVE[valueClass];
  return decisive === undefined || (rule !== null && decisive.includes(rule));
};

/** The class of the value in `bytes[start, end)`, as it stands in the file. */
export type Classify = (bytes: Uint8Array, start: number, end: number) => number;

/** null: the column has no classes. */
export function classesOf(column: ExpectedColumn): Classify | null {
  const { type, field, format } = column;
  switch (type) {
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'number':
      return numberClasses(column);
    case 'date':
      return dateSpelling(format) === 'yyyy-MM-dd' ? dateClasses(column) : null;
    case 'timestamp':
      return dateClasses(column);
    case 'string': {
      const isFree = field.constraints?.enum === undefined && field.constraints?.minLength === undefined;
      return isFree ? textClasses(column) : null;
    }
    default:
      return null;
  }
}

/** What is seen of a value: `ODD` where its bytes may not be its text, or it may be trimmed or mean "no value". */
const SEEN = { DIGITS: 0, DOTS: 1, OTHER: 3, ODD: -1 } as const;

function see(bytes: Uint8Array, start: number, end: number): number {
  const isOdd = end === start || end - start > LONGEST || SUSPICIOUS[bytes[start] as number] === 1;
  if (isOdd || bytes[end - 1] === SPACE) return SEEN.ODD;
  let seen: number = SEEN.DIGITS;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= ZERO && byte <= NINE) continue;
    if (byte < 0x20 || byte > 0x7e || byte === QUOTE || byte === BACKSLASH) return SEEN.ODD;
    seen |= byte === DOT ? SEEN.DOTS : SEEN.OTHER;
  }
  return seen;
}

/** Digits of the greatest number that limits an integer of the type: whether it fits is not a matter of length there. */
const LIMIT_DIGITS: Readonly<Record<string, number>> = { smallint: 5, integer: 10, bigint: 19 };

function numberClasses(column: ExpectedColumn): Classify {
  const limitDigits = LIMIT_DIGITS[column.type] ?? 0;
  const fewest = digitsNamed(column);
  const word: number = column.type === 'number' ? SEEN.OTHER : SEEN.DOTS;
  return (bytes, start, end) => {
    const seen = see(bytes, start, end);
    if (seen === SEEN.ODD) return CLASS.NONE;
    if (seen >= word) return CLASS.WORD;
    const digits = end - start;
    const isClass =
      seen === SEEN.DIGITS && digits > fewest && digits !== limitDigits && digits <= MOST_DIGITS;
    return isClass && bytes[start] !== ZERO ? CLASS.DIGITS + digits : CLASS.NONE;
  };
}

/** Digits of the longest number that the specification names for the column. */
function digitsNamed({ field: { constraints, default: stated } }: ExpectedColumn): number {
  const named = [constraints?.minimum, constraints?.maximum, stated, ...(constraints?.enum ?? [])];
  return Math.max(
    0,
    ...named.map((value) =>
      typeof value === 'number' ? String(Math.floor(Math.abs(value))).length : (value?.length ?? 0),
    ),
  );
}

function dateClasses(column: ExpectedColumn): Classify | null {
  const { type, maxLength, field } = column;
  if (field.constraints !== undefined && Object.keys(field.constraints).some((name) => name !== 'required'))
    return null;
  if (maxLength !== null) return null;
  return (bytes, start, end) => {
    const seen = see(bytes, start, end);
    if (seen < SEEN.DOTS) return CLASS.NONE;
    const first = bytes[start] as number;
    if (first < ZERO || first > NINE) return CLASS.WORD;
    const year = digitsFrom(bytes, start, end, 4);
    const month = digitsFrom(bytes, year + 1, end, 2);
    const day = digitsFrom(bytes, month + 1, end, 4);
    if (!isSeparator(bytes[year]) || !isSeparator(bytes[month]) || month === year + 1 || day === month + 1)
      return CLASS.NONE;
    const isOwn =
      year - start === 4 &&
      month - year === 3 &&
      day - month === 3 &&
      bytes[year] === MINUS &&
      bytes[month] === MINUS;
    if (isOwn && (type === 'timestamp' || day === end)) {
      if (day === end) return isRealDay(bytes, start) ? CLASS.NONE : CLASS.NO_DAY;
      const isTimed = end - day === 9 && bytes[day] === SPACE && isTimeShape(bytes, day + 1);
      return isTimed && !(isRealDay(bytes, start) && isTimeAt(bytes, day + 1)) ? CLASS.NO_DAY : CLASS.NONE;
    }
    const hasTail = (bytes[day] === SPACE || bytes[day] === 0x54) && end - day <= 25;
    return day === end || hasTail ? CLASS.MISFIT : CLASS.NONE;
  };
}

const isSeparator = (byte: number | undefined): boolean => byte === MINUS || byte === 0x2f || byte === DOT;

/** Index behind at most so many digits. */
function digitsFrom(bytes: Uint8Array, start: number, end: number, most: number): number {
  let at = start;
  const stop = Math.min(end, start + most);
  while (at < stop && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++;
  return at;
}

/** `99:99:99` */
const isTimeShape = (bytes: Uint8Array, at: number): boolean =>
  digitsFrom(bytes, at, at + 2, 2) === at + 2 &&
  bytes[at + 2] === COLON &&
  digitsFrom(bytes, at + 3, at + 5, 2) === at + 5 &&
  bytes[at + 5] === COLON &&
  digitsFrom(bytes, at + 6, at + 8, 2) === at + 8;

function textClasses(column: ExpectedColumn): Classify | null {
  const { field, format } = column;
  const most = column.maxLength ?? Infinity;
  if (field.code !== undefined) return codeClasses(CODE_DIGITS[field.code], most);
  const isYear = format === 'year';
  if (!isYear && format !== 'academic-year') {
    if (format !== null || most > LONGEST) return null;
    return (bytes, start, end) =>
      end - start > most && see(bytes, start, end) !== SEEN.ODD ? CLASS.TOO_LONG : CLASS.NONE;
  }
  return (bytes, start, end) => {
    const seen = see(bytes, start, end);
    if (seen === SEEN.ODD || (isYear && seen === SEEN.DIGITS && end - start === 4)) return CLASS.NONE;
    if (!isYear && isAcademicYear(bytes, start, end)) return CLASS.NONE;
    return end - start > most ? CLASS.MISFIT_TOO_LONG : CLASS.MISFIT;
  };
}

/** A code kept as text. */
const codeClasses =
  (wanted: number, most: number): Classify =>
  (bytes, start, end) => {
    const seen = see(bytes, start, end);
    const length = end - start;
    if (seen === SEEN.ODD || (seen === SEEN.DIGITS && length === wanted)) return CLASS.NONE;
    if (seen === SEEN.DIGITS && length <= MOST_DIGITS) return CLASS.DIGITS + length;
    return length > most ? CLASS.MISFIT_TOO_LONG : CLASS.MISFIT;
  };

function isAcademicYear(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 7 || bytes[start + 4] !== MINUS) return false;
  if (digitsFrom(bytes, start, end, 4) !== start + 4 || digitsFrom(bytes, start + 5, end, 2) !== end)
    return false;
  const two = (at: number): number => ((bytes[at] as number) - ZERO) * 10 + (bytes[at + 1] as number) - ZERO;
  return (two(start + 2) + 1) % 100 === two(start + 5);
}
