/**
 * WebAssembly that recognises one field, kind by kind, as `accept` does in JavaScript: the field begins at local `at`;
 * good code leaves the index behind the value in `close` and the byte there in `byte`, and jumps to `doubt` where it
 * does not recognise the value.
 */
import { Accept } from '../acceptors.js';
import type { Acceptor } from '../acceptors.js';
import { BACKSLASH, DOT, QUOTE, SPACE, ZERO } from '../bytes.js';
import {
  and,
  bitOfEach,
  block,
  differs,
  equal,
  equalBytes,
  get,
  i32,
  isGreater,
  isLess,
  isNotLess,
  isZero,
  jump,
  jumpIf,
  lessBytes,
  load16Bytes,
  load32,
  load8,
  loop,
  minus,
  minusBytes,
  or,
  orBytes,
  plus,
  remainder,
  set,
  shiftRight,
  sixteen,
  tee,
  times,
  trailingZeros,
  when,
  xor,
} from './instructions.js';
import type { Code } from './instructions.js';

/** A text no longer than this that begins suspiciously may be a way to write "no value". */
const LONGEST_NULL_WORD = 12;

export interface FieldSurroundings {
  readonly delimiter: number;
  /** Address of the table of bytes with which a "no value" may begin. */
  readonly suspicious: number;
  /** Address of the table of codes; 0 where the kind needs none. */
  readonly codes: number;
}

const doubtIf = (condition: Code): Code => jumpIf(condition, 'doubt');
const lengthSoFar = minus(get('close'), get('at'));
const nextByte = set('byte', load8(get('close')));

/** Moves `close` over all bytes that `isOther` (a bit a byte) leaves at 0. */
const runTo = (isOther: Code): Code =>
  loop(
    'run',
    set('close', plus(get('close'), tee('count', trailingZeros(isOther)))),
    jumpIf(equal(get('count'), i32(16)), 'run'),
  );

const digitBits = (from: Code): Code =>
  bitOfEach(lessBytes(minusBytes(load16Bytes(from), sixteen(ZERO)), sixteen(10)));
const inverted = (bits: Code): Code => xor(bits, i32(-1));
const runOfDigits = runTo(inverted(digitBits(get('close'))));

const among = (bytes: readonly number[]): Code =>
  bytes.map((byte) => equalBytes(load16Bytes(get('close')), sixteen(byte))).reduce(orBytes);

/** To the next byte that is not plain text: control bytes, quotes, the delimiter, what is not ASCII. */
function runOfText(delimiter: number): Code {
  const notPrintable = lessBytes(sixteen(0x7e - 0x20), minusBytes(load16Bytes(get('close')), sixteen(0x20)));
  const special = among([QUOTE, BACKSLASH, 0x5b, 0x5d, delimiter]);
  return runTo(endless(bitOfEach(orBytes(notPrintable, special))));
}

/** A bit behind the sixteen ends a search that finds nothing. */
const endless = (bits: Code): Code => or(bits, i32(1 << 16));

/** To the delimiter, a line end, a quote or a backslash: where any field ends, or turns out not to be plain. */
export const runOfField = (delimiter: number): Code =>
  runTo(endless(bitOfEach(among([delimiter, 10, 13, QUOTE, BACKSLASH]))));

/** To the closing quote, or to what makes a quoted field more than plain. */
export const runInQuotes = runTo(endless(bitOfEach(among([10, 13, QUOTE, BACKSLASH]))));

export function recognise(acceptor: Acceptor, around: FieldSurroundings): Code {
  switch (acceptor.kind) {
    case Accept.Digits:
      return [set('close', get('at')), runOfDigits, doubtUnlessWithin(acceptor), nextByte];
    case Accept.Codes:
      return codes(acceptor, around);
    case Accept.Range:
      return range(acceptor);
    case Accept.Text:
      return text(acceptor, around);
    case Accept.Year:
      return academicYear;
    case Accept.Date:
      return [date, set('close', plus(get('at'), i32(10))), nextByte];
    case Accept.Timestamp:
      return timestamp;
    case Accept.Decimal:
      return decimal(acceptor);
    case Accept.Any:
      return [set('close', get('at')), runOfText(around.delimiter), nextByte];
    default:
      return jump('doubt');
  }
}

const doubtUnlessWithin = ({ low, high }: Acceptor): Code =>
  doubtIf(isGreater(minus(lengthSoFar, i32(low)), i32(high - low)));

/** Most codes are one digit: a bit mask knows them. */
function codes(acceptor: Acceptor, { delimiter, codes: table }: FieldSurroundings): Code {
  const mask = acceptor.codes.slice(0, 10).reduce((bits, isCode, code) => bits | (isCode << code), 0);
  const oneDigit = [
    set('value', minus(get('byte'), i32(ZERO))),
    doubtIf(isNotLess(get('value'), i32(10))),
    set('close', plus(get('at'), i32(1))),
    nextByte,
    when(
      equal(get('byte'), i32(delimiter)),
      jumpIf(and(shiftRight(i32(mask), get('value')), i32(1)), 'ended'),
      jump('doubt'),
    ),
  ];
  const more = [
    numberFromDigits,
    doubtIf(isGreater(lengthSoFar, i32(acceptor.high))),
    doubtIf(isZero(load8(get('value'), table))),
  ];
  return block('ended', oneDigit, more);
}

/** Goes on with the digits from `close`, the first of which is in `byte`; at most nine in all, so that `value` is true. */
const numberFromDigits: Code = block(
  'noDigit',
  loop(
    'digits',
    set('count', minus(get('byte'), i32(ZERO))),
    jumpIf(isNotLess(get('count'), i32(10)), 'noDigit'),
    doubtIf(isNotLess(lengthSoFar, i32(9))),
    set('value', plus(times(get('value'), i32(10)), get('count'))),
    set('close', plus(get('close'), i32(1))),
    nextByte,
    jump('digits'),
  ),
);

function range({ low, high }: Acceptor): Code {
  return [
    set('close', get('at')),
    set('value', i32(0)),
    numberFromDigits,
    doubtIf(isZero(lengthSoFar)),
    when(isGreater(lengthSoFar, i32(1)), doubtIf(equal(load8(get('at')), i32(ZERO)))),
    doubtIf(isGreater(minus(get('value'), i32(low)), i32(high - low))),
  ];
}

function text({ low, high }: Acceptor, { delimiter, suspicious }: FieldSurroundings): Code {
  return [
    set('close', get('at')),
    runOfText(delimiter),
    doubtIf(isLess(lengthSoFar, i32(low))),
    doubtIf(isGreater(lengthSoFar, i32(high))),
    when(
      load8(load8(get('at')), suspicious),
      doubtIf(isLess(lengthSoFar, i32(LONGEST_NULL_WORD + 1))),
      doubtIf(equal(load8(get('at')), i32(SPACE))),
    ),
    doubtIf(equal(load8(minus(get('close'), i32(1))), i32(SPACE))),
    nextByte,
  ];
}

const digitAt = (place: number): Code => minus(load8(get('at'), place), i32(ZERO));
const twoDigits = (place: number): Code => plus(times(digitAt(place), i32(10)), digitAt(place + 1));

/** Doubts the field unless exactly these places of its first bytes hold digits. */
const doubtUnlessDigits = (from: number, shape: string): Code => {
  const wanted = Array.from(shape).reduce(
    (bits, sign, place) => (sign === '0' ? bits | (1 << place) : bits),
    0,
  );
  const all = (1 << shape.length) - 1;
  const signs = Array.from(shape).flatMap((sign, place) =>
    sign === '0' ? [] : [doubtIf(differs(load8(get('at'), from + place), i32(sign.charCodeAt(0))))],
  );
  const bits = and(digitBits(plus(get('at'), i32(from))), i32(all));
  return [doubtIf(differs(bits, i32(wanted))), signs];
};

const academicYear: Code = [
  doubtUnlessDigits(0, '0000-00'),
  doubtIf(differs(remainder(plus(twoDigits(2), i32(1)), i32(100)), twoDigits(5))),
  set('close', plus(get('at'), i32(7))),
  nextByte,
];

/** Bit n: month n has 30 days, or more. */
const MONTHS_OF_30 = 0b1_1111_1111_1010;
const MONTHS_OF_31 = 0b1_0101_1010_1010;

const date: Code = [
  doubtUnlessDigits(0, '0000-00-00'),
  doubtIf(equal(load32(get('at')), i32(0x30303030))),
  set('count', twoDigits(5)),
  doubtIf(isGreater(minus(get('count'), i32(1)), i32(11))),
  set('value', twoDigits(8)),
  doubtIf(isZero(get('value'))),
  when(
    isGreater(get('value'), i32(28)),
    doubtIf(isGreater(get('value'), i32(31))),
    when(equal(get('value'), i32(31)), doubtIf(isZero(bitOf(MONTHS_OF_31)))),
    doubtIf(isZero(bitOf(MONTHS_OF_30))),
  ),
];

function bitOf(months: number): Code {
  return and(shiftRight(i32(months), get('count')), i32(1));
}

/** A day, alone or with ` HH:mm:ss`. */
const timestamp: Code = [
  date,
  set('close', plus(get('at'), i32(10))),
  nextByte,
  block(
    'dayOnly',
    jumpIf(differs(get('byte'), i32(SPACE)), 'dayOnly'),
    doubtUnlessDigits(11, '00:00:00'),
    doubtIf(isGreater(twoDigits(11), i32(23))),
    doubtIf(isGreater(twoDigits(14), i32(59))),
    doubtIf(isGreater(twoDigits(17), i32(59))),
    set('close', plus(get('at'), i32(19))),
    nextByte,
  ),
];

function decimal({ low, high }: Acceptor): Code {
  return [
    set('close', get('at')),
    runOfDigits,
    doubtIf(isZero(lengthSoFar)),
    low > 1 ? doubtIf(isGreater(lengthSoFar, i32(low >> 1))) : [],
    nextByte,
    when(
      equal(get('byte'), i32(DOT)),
      set('close', plus(tee('value', get('close')), i32(1))),
      runOfDigits,
      doubtIf(equal(minus(get('close'), get('value')), i32(1))),
      nextByte,
    ),
    doubtIf(isGreater(lengthSoFar, i32(high))),
    (low & 1) === 0 ? [] : doubtIf(equal(load8(get('at')), i32(ZERO))),
  ];
}
