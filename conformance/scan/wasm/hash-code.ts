/** `ByteHash` once more, for the program: the same numbers for the same bytes. */
import {
  call,
  get,
  i32,
  isLess,
  jump,
  jumpIf,
  load32,
  load8,
  loop,
  block,
  isGreater,
  isNotLess,
  minus,
  plus,
  rotateLeft,
  set,
  shiftRight,
  take,
  tee,
  times,
  xor,
} from './instructions.js';
import type { Code } from './instructions.js';
import type { FunctionCode } from './module.js';
import { ByteHash } from '../byte-hash.js';

/** Sets locals `low` and `high`. */
export function startHash(salt: number): Code {
  const hash = new ByteHash();
  hash.reset(salt);
  return [set('low', i32(hash.low)), set('high', i32(hash.high))];
}

const both: Code = [take('high'), take('low')];

/** Adds the bytes from `start` to before `end`, and closes the range. */
export const addToHash = (start: Code, end: Code): Code => [
  call('addToHash', start, end, get('low'), get('high')),
  both,
];

export const finishHash: Code = [call('finishHash', get('low'), get('high')), both];

const xorShifted = (name: string, bits: number): Code =>
  set(name, xor(get(name), shiftRight(get(name), i32(bits))));

/** One round over a word of one or four bytes. */
const round = (
  word: Code,
  low: readonly [factor: number, shift: number],
  high: readonly [number, number],
): Code => [
  set('word', word),
  set('low', times(xor(get('low'), get('word')), i32(low[0]))),
  xorShifted('low', low[1]),
  set('high', rotateLeft(times(plus(get('high'), get('word')), i32(high[0])), i32(high[1]))),
];

const addition: Code = [
  set('length', minus(get('end'), get('start'))),
  block(
    'noWord',
    loop(
      'words',
      jumpIf(isGreater(plus(get('start'), i32(4)), get('end')), 'noWord'),
      round(load32(get('start')), [0xcc9e2d51, 15], [0x1b873593, 13]),
      set('start', plus(get('start'), i32(4))),
      jump('words'),
    ),
  ),
  block(
    'noByte',
    jumpIf(isNotLess(get('start'), get('end')), 'noByte'),
    loop(
      'bytes',
      round(load8(get('start')), [0x5bd1e995, 13], [0x27d4eb2f, 15]),
      jumpIf(isLess(tee('start', plus(get('start'), i32(1))), get('end')), 'bytes'),
    ),
  ),
  times(xor(get('low'), get('length')), i32(0x2c1b3c6d)),
  plus(times(xor(get('high'), get('length')), i32(0x297a2d39)), i32(0x52dce729)),
];

const mixed = (name: string): Code => [
  xorShifted(name, 16),
  set(name, times(get(name), i32(0x85ebca6b))),
  xorShifted(name, 13),
  set(name, times(get(name), i32(0xc2b2ae35))),
  xor(get(name), shiftRight(get(name), i32(16))),
];

export const hashFunctions: readonly FunctionCode[] = [
  {
    name: 'addToHash',
    parameters: ['start', 'end', 'low', 'high'],
    results: 2,
    locals: { i32: ['word', 'length'] },
    body: addition,
  },
  {
    name: 'finishHash',
    parameters: ['low', 'high'],
    results: 2,
    locals: {},
    body: [set('low', xor(get('low'), shiftRight(get('high'), i32(7)))), mixed('low'), mixed('high')],
  },
];
