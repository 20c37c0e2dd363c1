/**
 * The program that goes over plain rows: rows of the right width without backslashes and
 * without quotes or line ends in quotes, each ended by LF or
 * CR LF. It is written for one table: what a column takes becomes constants, columns that follow each other and take
 * the same become a loop. Only numbers of the specification go into it, nothing of the file.
 */
import { CR, LF, QUOTE, SPACE } from '../bytes.js';
import { doubtFunction, takenFunctions } from './doubt-code.js';
import { recognise } from './field-code.js';
import { addToHash, finishHash, hashFunctions, startHash } from './hash-code.js';
import {
  and,
  block,
  call,
  differs,
  equal,
  get,
  i32,
  isGreater,
  isLess,
  isLessSigned,
  isNotLess,
  isZero,
  jump,
  jumpIf,
  load32,
  load8,
  loop,
  minus,
  or,
  plus,
  set,
  store32,
  times,
  when,
} from './instructions.js';
import type { Code } from './instructions.js';
import { BATCH_ROWS, CELL, CUT_BYTES, ROW_BYTES } from './memory-layout.js';
import type { MemoryLayout } from './memory-layout.js';
import { assemble } from './module.js';
import { runsOf } from './plain-table.js';
import type { Identity, PlainTable, Run } from './plain-table.js';
import { WATCH_LOCALS, forgetAll, watchField } from './watch-code.js';

/** `scan(from, to)`: goes over whole rows and returns the start of the first one that it did not take, or `to`. */
export function plainProgram(table: PlainTable, layout: MemoryLayout): Uint8Array<ArrayBuffer> {
  const { places } = table.identity ?? { places: [] };
  return assemble([
    {
      name: 'scan',
      parameters: ['from', 'to'],
      results: 1,
      locals: {
        i32: [
          'at',
          'close',
          'byte',
          'value',
          'count',
          'column',
          'quoted',
          'row',
          'rowStart',
          'firstDoubt',
          'low',
          'high',
          'cut',
          ...WATCH_LOCALS,
          ...places.flatMap((place) => [`start${place}`, `end${place}`]),
        ],
      },
      body: scanCode(table, layout),
    },
    doubtFunction(table.delimiter, layout),
    ...takenFunctions(layout),
    ...hashFunctions,
  ]);
}

function scanCode(table: PlainTable, layout: MemoryLayout): Code {
  return [
    set('at', get('from')),
    block(
      'stop',
      loop(
        'rows',
        jumpIf(isNotLess(get('at'), get('to')), 'stop'),
        set('rowStart', get('at')),
        set('firstDoubt', load32(i32(CELL.doubts))),
        store32(i32(CELL.taken), i32(0)),
        block(
          'odd',
          rowCode(table, layout),
          keepRow(table, layout),
          jumpIf(isStopWanted(layout), 'stop'),
          jump('rows'),
        ),
      ),
      // Not plain: as if it had never been looked at.
      store32(i32(CELL.doubts), get('firstDoubt')),
      call('giveBack'),
      forgetAll(table.watch, layout),
      set('at', get('rowStart')),
    ),
    store32(i32(CELL.rows), get('row')),
    get('at'),
  ];
}

/** The batch is full, has no room for a row of doubts, or must be told now. */
const isStopWanted = ({ doubtsBeforeStop }: MemoryLayout): Code =>
  or(
    or(equal(get('row'), i32(BATCH_ROWS)), load32(i32(CELL.isUrgent))),
    isGreater(load32(i32(CELL.doubts)), i32(doubtsBeforeStop)),
  );

/** All fields and the line end; leaves the start of the next row in `at`. */
function rowCode(table: PlainTable, layout: MemoryLayout): Code {
  const runs = runsOf(table);
  const wanted = table.wanted?.length ?? 0;
  return [
    wanted > 0 ? set('cut', plus(i32(layout.cuts), times(get('row'), i32(wanted * CUT_BYTES)))) : [],
    table.watch ? set('told', i32(0)) : [],
    runs.map((run) => runCode(run, table, layout)),
    block(
      'ended',
      set('at', plus(get('close'), i32(1))),
      set('byte', load8(get('close'))),
      jumpIf(equal(get('byte'), i32(LF)), 'ended'),
      jumpIf(differs(get('byte'), i32(CR)), 'odd'),
      jumpIf(differs(load8(get('at')), i32(LF)), 'odd'),
      set('at', plus(get('at'), i32(1))),
    ),
    jumpIf(isGreater(get('at'), get('to')), 'odd'),
    // A blank line, whatever ends it.
    jumpIf(equal(get('close'), get('rowStart')), 'odd'),
  ];
}

function runCode({ first, last }: Run, table: PlainTable, layout: MemoryLayout): Code {
  const next = set('at', plus(get('close'), i32(1)));
  if (first === last) {
    const isLast = last === table.acceptors.length - 1;
    return [
      fieldCode(first, i32(first), table, layout),
      afterField(first, table, layout),
      isLast ? [] : next,
    ];
  }
  return [
    set('column', i32(first)),
    loop(
      'columns',
      fieldCode(first, get('column'), table, layout),
      next,
      set('column', plus(get('column'), i32(1))),
      jumpIf(isLess(get('column'), i32(last + 1)), 'columns'),
    ),
  ];
}

/**
 * One field from `at`: leaves its end in `close`, and in `quoted` whether it stands in quotes (0 or 1); then `at` is
 * behind the opening one, and `close` behind the closing one. `column` is its number at run time.
 */
function fieldCode(place: number, column: Code, table: PlainTable, layout: MemoryLayout): Code {
  const { acceptors, delimiter } = table;
  const acceptor = acceptors[place];
  if (!acceptor) throw new RangeError(`no column ${place}`);
  const isLast = place === acceptors.length - 1;
  const isAtEnd = isLast
    ? or(equal(get('byte'), i32(LF)), equal(get('byte'), i32(CR)))
    : equal(get('byte'), i32(delimiter));
  const { suspicious, codes } = layout;
  const isQuote = equal(get('byte'), i32(QUOTE));
  const attempt = block(
    'doubt',
    set('byte', load8(get('at'))),
    when(
      isAtEnd,
      jumpIf(get('quoted'), 'doubt'),
      set('close', get('at')),
      jump(acceptor.blank ? 'known' : 'doubt'),
    ),
    recognise(acceptor, { delimiter, suspicious, codes: codes.get(place) ?? 0 }),
    when(
      get('quoted'),
      jumpIf(isZero(isQuote), 'doubt'),
      // Nothing in quotes is for the rules: no acceptor was asked about it.
      jumpIf(equal(get('close'), get('at')), 'doubt'),
      set('close', plus(get('close'), i32(1))),
      set('byte', load8(get('close'))),
    ),
    jumpIf(isAtEnd, 'known'),
  );
  return [
    set('quoted', i32(0)),
    block(
      'known',
      loop(
        'again',
        attempt,
        set('byte', load8(get('at'))),
        when(
          and(isQuote, isZero(get('quoted'))),
          set('quoted', i32(1)),
          set('at', plus(get('at'), i32(1))),
          jump('again'),
        ),
      ),
      set('close', call('doubt', get('at'), column, get('row'), get('quoted'))),
      jumpIf(isLessSigned(get('close'), i32(0)), 'odd'),
      isLast ? [] : jumpIf(differs(load8(get('close')), i32(delimiter)), 'odd'),
    ),
  ];
}

/** Behind the value in the field that was read last. */
const endOfValue = minus(get('close'), get('quoted'));

function afterField(
  place: number,
  { identity, firstName, wanted = [], watch }: PlainTable,
  layout: MemoryLayout,
): Code {
  const [initial] = firstName;
  const cut = wanted.indexOf(place) * CUT_BYTES;
  return [
    cut >= 0 ? [store32(get('cut'), get('at'), cut), store32(get('cut'), endOfValue, cut + 4)] : [],
    watchField(place, endOfValue, watch, layout),
    place === 0 && initial !== undefined
      ? when(
          equal(load8(get('at')), i32(initial)),
          jumpIf(equal(minus(endOfValue, get('at')), i32(firstName.length)), 'odd'),
        )
      : [],
    identity?.places.includes(place) === true
      ? [set(`start${place}`, get('at')), set(`end${place}`, endOfValue), identityGuard(identity)]
      : [],
  ];
}

/** What is not hashed as it stands: blanks around the value, and a key without a value. */
function identityGuard({ isKey }: Identity): Code {
  const isEmpty = equal(get('at'), endOfValue);
  return [
    isKey ? jumpIf(isEmpty, 'odd') : [],
    jumpIf(equal(load8(get('at')), i32(SPACE)), 'odd'),
    // Of an empty field this is the delimiter in front of it.
    jumpIf(equal(load8(minus(endOfValue, i32(1))), i32(SPACE)), 'odd'),
  ];
}

/** Writes the row's entry, with the hash of what identifies it. */
function keepRow({ identity, watch }: PlainTable, { rows }: MemoryLayout): Code {
  const entry = plus(i32(rows), times(get('row'), i32(ROW_BYTES)));
  const hash = identity && [
    startHash(identity.salt),
    identity.places.map((place) => addToHash(get(`start${place}`), get(`end${place}`))),
    finishHash,
  ];
  return [
    hash ?? [],
    set('value', entry),
    store32(get('value'), get('rowStart')),
    store32(get('value'), get('low'), 4),
    store32(get('value'), get('high'), 8),
    watch ? store32(get('value'), get('told'), 12) : [],
    set('row', plus(get('row'), i32(1))),
  ];
}
