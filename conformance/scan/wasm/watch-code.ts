/**
 * One number a row that says what its watched fields hold. Rows of one file repeat each other in most of what decides
 * their fate (year and month, exam), so whoever has looked at one of them need not look at the fields of the next.
 */
import {
  and,
  bitOfEach,
  differs,
  equal,
  equalBytes,
  get,
  i32,
  isGreater,
  isZero,
  load16Bytes,
  load32,
  minus,
  or,
  plus,
  set,
  shiftRight,
  store16Bytes,
  store32,
  when,
  xor,
} from './instructions.js';
import type { Code } from './instructions.js';
import { FREE, MIND_AT, MIND_BYTES } from './memory-layout.js';
import type { MemoryLayout } from './memory-layout.js';

/** Columns by their places. */
export interface RowWatch {
  /** A row is odd unless all of these hold the same bytes as in the plain row before. */
  readonly same: readonly number[];
  /** Two groups at most, of which the fields that hold something are counted. The word NULL is nothing. */
  readonly filled: readonly (readonly number[])[];
  /** Two columns that may differ. */
  readonly differ: readonly [number, number] | null;
}

/** A longer text is like no other. */
const MIND_LENGTH = 16;

const ODD = 1;
const GROUP_BITS = 6;
const shiftOf = (group: number): number => 1 + group * GROUP_BITS;
const DIFFER = 1 << shiftOf(2);
const NULL_WORD = 0x4c_4c_55_4e;

/** The row's fields are to be looked at. */
export const isOdd = (told: number): boolean => (told & ODD) !== 0;
export const filledOf = (told: number, group: number): number =>
  (told >> shiftOf(group)) & ((1 << GROUP_BITS) - 1);
export const hasDiffering = (told: number): boolean => (told & DIFFER) !== 0;

export const WATCH_LOCALS = ['told', 'otherAt', 'otherEnd'] as const;

export const isWatched = (watch: RowWatch | undefined, place: number): boolean =>
  watch !== undefined &&
  (watch.same.includes(place) ||
    watch.filled.some((group) => group.includes(place)) ||
    watch.differ?.includes(place) === true);

/** For the field from local `at` to `end`. */
export function watchField(
  place: number,
  end: Code,
  watch: RowWatch | undefined,
  { minds }: MemoryLayout,
): Code {
  if (watch === undefined) return [];
  const kept = watch.same.indexOf(place);
  return [
    kept >= 0 ? same(end, minds + kept * MIND_BYTES) : [],
    watch.filled.map((group, index) => (group.includes(place) ? countFilled(end, shiftOf(index)) : [])),
    watch.differ?.includes(place) ? compare(place === Math.min(...watch.differ), end) : [],
  ];
}

const tell = (bit: number): Code => set('told', or(get('told'), i32(bit)));
const lengthTo = (end: Code): Code => minus(end, get('at'));
const unequalBits = (one: Code, other: Code): Code =>
  xor(bitOfEach(equalBytes(load16Bytes(one), load16Bytes(other))), i32(-1));

const same = (end: Code, mind: number): Code =>
  when(
    or(
      differs(lengthTo(end), load32(i32(mind), MIND_AT.length)),
      and(unequalBits(get('at'), i32(mind)), load32(i32(mind), MIND_AT.bits)),
    ),
    tell(ODD),
    store16Bytes(i32(mind), load16Bytes(get('at'))),
    store32(i32(mind), lengthTo(end), MIND_AT.length),
    store32(i32(mind), bitsOf(lengthTo(end)), MIND_AT.bits),
    when(isGreater(lengthTo(end), i32(MIND_LENGTH)), forget(mind)),
  );

/** A bit for each of so many bytes. */
const bitsOf = (length: Code): Code => shiftRight(i32(0xffff), minus(i32(MIND_LENGTH), length));

const forget = (mind: number): Code => store32(i32(mind), i32(FREE), MIND_AT.length);

/** After a row that turned out not to be plain, and may have left something in mind. */
export const forgetAll = (watch: RowWatch | undefined, { minds }: MemoryLayout): Code =>
  (watch?.same ?? []).map((_, index) => forget(minds + index * MIND_BYTES));

const countFilled = (end: Code, shift: number): Code =>
  when(
    differs(get('at'), end),
    when(
      isZero(and(equal(lengthTo(end), i32(4)), equal(load32(get('at')), i32(NULL_WORD)))),
      set('told', plus(get('told'), i32(1 << shift))),
    ),
  );

/** The first of the two is kept until the second comes. */
const compare = (isFirst: boolean, end: Code): Code =>
  isFirst
    ? [set('otherAt', get('at')), set('otherEnd', end)]
    : [
        when(isGreater(lengthTo(end), i32(MIND_LENGTH)), tell(ODD)),
        when(
          or(
            differs(lengthTo(end), minus(get('otherEnd'), get('otherAt'))),
            and(unequalBits(get('at'), get('otherAt')), bitsOf(lengthTo(end))),
          ),
          tell(DIFFER),
        ),
      ];
