/**
 * What the program does with a field that no acceptor took. A short value that the rules have seen is remembered with
 * the counter of its findings, so that a million equal ones cost no call into JavaScript. A counter says how many
 * more may be counted before one is wanted as a sample; the wanted one, and every value that is not remembered, is
 * told to the caller. Once a value of a column was told, all that follow in the batch are told too: so the caller
 * meets them in their order.
 */
import { runInQuotes, runOfField } from './field-code.js';
import {
  and64,
  block,
  call,
  equal,
  equal64,
  get,
  give,
  i32,
  i64,
  isGreater,
  isNotLess,
  isZero,
  jump,
  jumpIf,
  load32,
  load64,
  load8,
  loop,
  minus,
  or,
  plus,
  set,
  shiftRight64,
  store32,
  store8,
  tee,
  times,
  when,
  widen,
} from './instructions.js';
import type { Code } from './instructions.js';
import { BACKSLASH, QUOTE } from '../bytes.js';
import {
  CELL,
  DOUBT_BYTES,
  FREE,
  MEMO_AT,
  MEMO_BYTES,
  MEMO_LENGTH,
  MEMO_VALUES,
  TOLD,
  UNMINDED,
} from './memory-layout.js';
import type { MemoryLayout } from './memory-layout.js';
import type { FunctionCode } from './module.js';

const COLUMN_MEMO_BYTES = MEMO_VALUES * MEMO_BYTES;
/** Behind the closing quote, if there is one. */
const endOfField = plus(get('close'), get('quoted'));
const urgent = store32(i32(CELL.isUrgent), i32(1));

/**
 * `doubt(at, column, row, quoted)`: the end of the field whose value begins at `at`, or -1 where quotes or backslashes
 * are in it, or a line end in quotes.
 */
export function doubtFunction(delimiter: number, layout: MemoryLayout): FunctionCode {
  return {
    name: 'doubt',
    parameters: ['at', 'column', 'row', 'quoted'],
    results: 1,
    locals: {
      i32: ['close', 'count', 'byte', 'length', 'memo', 'lastMemo', 'counter', 'entry'],
      i64: ['value'],
    },
    body: [
      set('close', get('at')),
      block(
        'ended',
        when(
          get('quoted'),
          runInQuotes,
          jumpIf(equal(load8(get('close')), i32(QUOTE)), 'ended'),
          give(i32(-1)),
        ),
        runOfField(delimiter),
        set('byte', load8(get('close'))),
        when(or(equal(get('byte'), i32(QUOTE)), equal(get('byte'), i32(BACKSLASH))), give(i32(-1))),
      ),
      set('length', minus(get('close'), get('at'))),
      block('unknown', jumpIf(isGreater(get('length'), i32(MEMO_LENGTH)), 'unknown'), remembered(layout)),
      tell(layout),
      endOfField,
    ],
  };
}

/** Returns where the value is remembered and need not be told. */
function remembered({ memos, isTold, counters }: MemoryLayout): Code {
  // Shifting by 64 would shift by nothing, so that an empty value has the bytes behind it for its value.
  const onlyItsBytes = shiftRight64(i64(-1n), widen(minus(i32(64), times(get('length'), i32(8)))));
  return [
    set('value', and64(load64(get('at')), onlyItsBytes)),
    when(isZero(get('length')), set('value', i64(0n))),
    set('memo', plus(i32(memos), times(get('column'), i32(COLUMN_MEMO_BYTES)))),
    set('lastMemo', plus(get('memo'), i32(COLUMN_MEMO_BYTES))),
    loop(
      'memos',
      block(
        'other',
        set('count', load32(get('memo'), MEMO_AT.length)),
        when(equal(get('count'), i32(FREE)), urgent, jump('unknown')),
        jumpIf(isZero(equal(get('count'), get('length'))), 'other'),
        jumpIf(isZero(equal64(load64(get('memo'), MEMO_AT.value), get('value'))), 'other'),
        count(isTold, counters),
      ),
      set('memo', plus(get('memo'), i32(MEMO_BYTES))),
      jumpIf(isNotLess(get('memo'), get('lastMemo')), 'unknown'),
      jump('memos'),
    ),
  ];
}

/** The value is remembered. */
function count(isTold: number, counters: number): Code {
  return [
    set('counter', load32(get('memo'), MEMO_AT.counter)),
    when(equal(get('counter'), i32(UNMINDED)), give(endOfField)),
    jumpIf(equal(get('counter'), i32(TOLD)), 'unknown'),
    jumpIf(load8(get('column'), isTold), 'unknown'),
    set('counter', plus(i32(counters), times(get('counter'), i32(4)))),
    set('count', load32(get('counter'))),
    when(isZero(get('count')), urgent, jump('unknown')),
    store32(get('counter'), minus(get('count'), i32(1))),
    call('noteTaken', get('counter')),
    give(endOfField),
  ];
}

function tell({ doubts, isTold }: MemoryLayout): Code {
  return [
    set('count', load32(i32(CELL.doubts))),
    set('entry', plus(i32(doubts), times(get('count'), i32(DOUBT_BYTES)))),
    store32(get('entry'), get('row')),
    store32(get('entry'), get('column'), 4),
    store32(get('entry'), minus(get('at'), get('quoted')), 8),
    store32(get('entry'), endOfField, 12),
    store32(i32(CELL.doubts), plus(get('count'), i32(1))),
    store8(get('column'), i32(1), isTold),
  ];
}

/** `noteTaken(counter)`, and `giveBack()`: what a row took from counters that turns out not to be plain. */
export const takenFunctions = ({ taken }: MemoryLayout): readonly FunctionCode[] => [
  {
    name: 'noteTaken',
    parameters: ['counter'],
    results: 0,
    locals: { i32: ['count'] },
    body: [
      set('count', load32(i32(CELL.taken))),
      store32(times(get('count'), i32(4)), get('counter'), taken),
      store32(i32(CELL.taken), plus(get('count'), i32(1))),
    ],
  },
  {
    name: 'giveBack',
    parameters: [],
    results: 0,
    locals: { i32: ['count', 'counter'] },
    body: block(
      'done',
      set('count', load32(i32(CELL.taken))),
      loop(
        'all',
        jumpIf(isZero(get('count')), 'done'),
        set('counter', load32(times(tee('count', minus(get('count'), i32(1))), i32(4)), taken)),
        store32(get('counter'), plus(load32(get('counter')), i32(1))),
        jump('all'),
      ),
    ),
  },
];
