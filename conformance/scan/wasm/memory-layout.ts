/** Where things lie in the memory that the program for plain rows shares with its caller. All addresses are in bytes. */
import { SUSPICIOUS } from '../acceptors.js';
import type { Acceptor } from '../acceptors.js';

/** Rows told of at once. */
export const BATCH_ROWS = 2048;
/** Bytes of a row's entry: start, both halves of the hash, what is told of its watched fields. */
export const ROW_BYTES = 16;
/** Bytes of a wanted field's entry: start, end. */
export const CUT_BYTES = 8;
/** Bytes of a doubtful field's entry: number of its row in the batch, column, start, end. */
export const DOUBT_BYTES = 16;
/** Bytes of what is kept in mind of a watched column: the text, its length, a bit for each of its bytes. */
export const MIND_BYTES = 32;
export const MIND_AT = { length: 16, bits: 20 } as const;
const DOUBTS_BEFORE_STOP = 4096;
/** Bytes of a remembered value's entry: the value, its length, its counter. */
export const MEMO_BYTES = 16;
/** Remembered values a column, and their greatest length. */
export const MEMO_VALUES = 8;
export const MEMO_LENGTH = 8;
export const MEMO_AT = { value: 0, length: 8, counter: 12 } as const;
/** Counter of a value that is told each time, and of one that nobody minds. */
export const TOLD = -1;
export const UNMINDED = 0;
/** Length of an entry that is still free. */
export const FREE = -1;
/** CSV bytes looked at in one go: they stay in the processor's cache. */
export const WINDOW_BYTES = 256 * 1024;
/** Bytes that may be read behind the window, never used. */
const SLACK = 64;

/** Fixed cells. */
export const CELL = {
  /** Rows, and doubtful fields, of this batch. */
  rows: 16,
  doubts: 20,
  /** Not 0: the caller has something to learn, so the batch ends with this row. */
  isUrgent: 24,
  /** Counters that this row took from, to be given back if it turns out not to be plain. */
  taken: 28,
} as const;
const SUSPICIOUS_AT = 64;

export interface MemoryLayout {
  readonly suspicious: number;
  /** By column with a list of codes: its table. */
  readonly codes: ReadonlyMap<number, number>;
  /** 1 a column: from here on in the batch, values are told instead of counted. */
  readonly isTold: number;
  readonly counters: number;
  readonly maxCounters: number;
  readonly memos: number;
  readonly taken: number;
  /** What the row before held in watched columns. */
  readonly minds: number;
  readonly rows: number;
  /** Wanted fields, row by row. */
  readonly cuts: number;
  readonly doubts: number;
  /** So many doubtful fields leave room for those of one more row, and no more is sure. */
  readonly doubtsBeforeStop: number;
  readonly window: number;
  readonly pages: number;
}

export function layOut(acceptors: readonly Acceptor[], wanted = 0, watched = 0): MemoryLayout {
  let next = SUSPICIOUS_AT + SUSPICIOUS.length;
  const reserve = (bytes: number): number => {
    const start = next;
    next = (start + bytes + 15) & ~15;
    return start;
  };
  const codes = new Map<number, number>();
  acceptors.forEach((acceptor, column) => {
    if (acceptor.codes.length === 0) return;
    const twin = acceptors.findIndex(({ codes: table }) => Buffer.compare(table, acceptor.codes) === 0);
    codes.set(column, codes.get(twin) ?? reserve(acceptor.codes.length));
  });
  const width = acceptors.length;
  const maxCounters = width * MEMO_VALUES + 1;
  const parts = {
    suspicious: SUSPICIOUS_AT,
    codes,
    isTold: reserve(width),
    counters: reserve(maxCounters * 4),
    maxCounters,
    memos: reserve(width * MEMO_VALUES * MEMO_BYTES),
    taken: reserve(width * 4),
    minds: reserve(watched * MIND_BYTES),
    rows: reserve(BATCH_ROWS * ROW_BYTES),
    cuts: reserve(BATCH_ROWS * wanted * CUT_BYTES),
    doubts: reserve((DOUBTS_BEFORE_STOP + 2 * width) * DOUBT_BYTES),
    doubtsBeforeStop: DOUBTS_BEFORE_STOP,
    window: reserve(WINDOW_BYTES + SLACK),
  };
  return { ...parts, pages: Math.ceil(next / 65_536) };
}

/** Writes what does not change while rows are scanned. */
export function writeTables(memory: Uint8Array, layout: MemoryLayout, acceptors: readonly Acceptor[]): void {
  memory.set(SUSPICIOUS, layout.suspicious);
  for (const [column, address] of layout.codes) memory.set(acceptors[column]?.codes ?? [], address);
  const memos = new DataView(memory.buffer, layout.memos, acceptors.length * MEMO_VALUES * MEMO_BYTES);
  for (let at = 0; at < memos.byteLength; at += MEMO_BYTES) memos.setInt32(at + MEMO_AT.length, FREE, true);
  const minds = new DataView(memory.buffer, layout.minds, layout.rows - layout.minds);
  for (let at = 0; at < minds.byteLength; at += MIND_BYTES) minds.setInt32(at + MIND_AT.length, FREE, true);
}
