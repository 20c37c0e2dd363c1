/**
 * Takes plain rows in batches, at the speed of the machine: the caller hears of a batch's rows by their starts and
 * hashes, of findings by counters, and of the few fields that somebody must look at.
 */
import type { FindingGroup } from '../../engine/findings.js';
import { LF, QUOTE } from '../bytes.js';
import {
  CELL,
  CUT_BYTES,
  DOUBT_BYTES,
  FREE,
  layOut,
  MEMO_AT,
  MEMO_BYTES,
  MEMO_LENGTH,
  MEMO_VALUES,
  ROW_BYTES,
  TOLD,
  UNMINDED,
  WINDOW_BYTES,
  writeTables,
} from './memory-layout.js';
import type { MemoryLayout } from './memory-layout.js';
import { plainProgram } from './plain-program.js';
import type { PlainTable } from './plain-table.js';
import { webAssembly } from './web-assembly.js';

type Scan = (from: number, to: number) => number;

export class PlainRows {
  /** Rows taken, and doubtful fields among them. */
  rows = 0;
  doubts = 0;
  readonly #layout: MemoryLayout;
  readonly #memory: Uint8Array;
  readonly #words: Int32Array;
  readonly #scan: Scan;
  readonly #wanted: readonly number[];
  /** By counter, from 1: whose findings it counts, and what it was set to. */
  readonly #groups: FindingGroup[] = [];
  readonly #set: number[] = [];
  /** By column: how many values more can be remembered. */
  readonly #freeMemos: Uint8Array;
  /** The part of the caller's bytes that lies in the window; empty after `forget`. */
  #from = 0;
  #to = 0;

  constructor(table: PlainTable) {
    const api = webAssembly;
    if (api === undefined) throw new Error('this Node runs without WebAssembly');
    this.#layout = layOut(table.acceptors, table.wanted?.length, table.watch?.same.length);
    const memory = new api.Memory({ initial: this.#layout.pages });
    this.#memory = new Uint8Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
    this.#freeMemos = new Uint8Array(table.acceptors.length).fill(MEMO_VALUES);
    writeTables(this.#memory, this.#layout, table.acceptors);
    this.#wanted = table.wanted ?? [];
    const module = new api.Module(plainProgram(table, this.#layout));
    const { exports } = new api.Instance(module, { env: { memory } });
    this.#scan = exports['scan'] as Scan;
  }

  /** The caller's bytes are others from now on. */
  forget(): void {
    this.#from = this.#to = 0;
  }

  /**
   * Takes rows from `bytes[at, end)` until a batch is full or a row is not plain. Returns where it stopped; with no
   * row taken, the row there is for somebody else.
   */
  take(bytes: Uint8Array, at: number, end: number): number {
    this.rows = this.doubts = 0;
    if ((at < this.#from || at >= this.#to) && !this.#load(bytes, at, end)) return at;
    const shift = this.#layout.window - this.#from;
    const words = this.#words;
    words[CELL.doubts / 4] = 0;
    words[CELL.isUrgent / 4] = 0;
    this.#setCounters();
    const next = this.#scan(at + shift, this.#to + shift) - shift;
    this.rows = words[CELL.rows / 4] as number;
    this.doubts = words[CELL.doubts / 4] as number;
    this.#count();
    return next;
  }

  /** Start of a row of the batch, from 0, in the caller's bytes. */
  rowStart(row: number): number {
    return this.#row(row, 0) - this.#layout.window + this.#from;
  }

  /** Writes where the wanted fields of a row of the batch stand, by their columns. */
  locateWanted(row: number, starts: Int32Array, ends: Int32Array): void {
    const words = this.#words;
    const wanted = this.#wanted;
    const shift = this.#from - this.#layout.window;
    let at = (this.#layout.cuts + row * wanted.length * CUT_BYTES) / 4;
    for (let index = 0; index < wanted.length; index++) {
      const column = wanted[index] as number;
      starts[column] = (words[at++] as number) + shift;
      ends[column] = (words[at++] as number) + shift;
    }
  }

  /** The same for one of them, by its place among the wanted. */
  locateOne(row: number, index: number, starts: Int32Array, ends: Int32Array): void {
    const column = this.#wanted[index] as number;
    const shift = this.#from - this.#layout.window;
    const at = (this.#layout.cuts + (row * this.#wanted.length + index) * CUT_BYTES) / 4;
    starts[column] = (this.#words[at] as number) + shift;
    ends[column] = (this.#words[at + 1] as number) + shift;
  }

  /** What the watch tells of a row of the batch: see `watch-code`. */
  told(row: number): number {
    return this.#row(row, 3);
  }

  hashLow(row: number): number {
    return this.#row(row, 1);
  }

  hashHigh(row: number): number {
    return this.#row(row, 2);
  }

  /** A doubtful field: its row in the batch, column, start and end in the caller's bytes. */
  doubtRow(doubt: number): number {
    return this.#doubt(doubt, 0);
  }

  doubtColumn(doubt: number): number {
    return this.#doubt(doubt, 1);
  }

  doubtStart(doubt: number): number {
    return this.#doubt(doubt, 2) - this.#layout.window + this.#from;
  }

  doubtEnd(doubt: number): number {
    return this.#doubt(doubt, 3) - this.#layout.window + this.#from;
  }

  /** The field's value can be remembered. */
  hasRoom(doubt: number): boolean {
    const length = this.#doubt(doubt, 3) - this.#doubt(doubt, 2);
    return length <= MEMO_LENGTH + 2 && (this.#freeMemos[this.doubtColumn(doubt)] as number) > 0;
  }

  /**
   * The caller is done with a doubtful field of the batch. Equal values of the column are counted for the group from now
   * on, or passed over where (null) nobody minds them; undefined: they are to be told again.
   */
  settle(doubt: number, group: FindingGroup | null | undefined): void {
    const column = this.doubtColumn(doubt);
    this.#memory[this.#layout.isTold + column] = 0;
    if (group !== undefined) this.#remember(doubt, column, group);
  }

  #remember(doubt: number, column: number, group: FindingGroup | null): void {
    const quoted = this.#memory[this.#doubt(doubt, 2)] === QUOTE ? 1 : 0;
    const start = this.#doubt(doubt, 2) + quoted;
    const length = this.#doubt(doubt, 3) - quoted - start;
    if (length > MEMO_LENGTH) return;
    const value = this.#memory.subarray(start, start + length);
    const memos = this.#layout.memos + column * MEMO_VALUES * MEMO_BYTES;
    for (let memo = memos; memo < memos + MEMO_VALUES * MEMO_BYTES; memo += MEMO_BYTES) {
      const known = this.#words[(memo + MEMO_AT.length) / 4] as number;
      if (known === length && value.every((byte, index) => this.#memory[memo + index] === byte)) return;
      if (known !== FREE) continue;
      this.#memory.set(value, memo + MEMO_AT.value);
      this.#words[(memo + MEMO_AT.length) / 4] = length;
      this.#words[(memo + MEMO_AT.counter) / 4] = this.#counterOf(group);
      this.#freeMemos[column] = (this.#freeMemos[column] as number) - 1;
      return;
    }
  }

  #row(row: number, word: number): number {
    return this.#words[(this.#layout.rows + row * ROW_BYTES) / 4 + word] as number;
  }

  #doubt(doubt: number, word: number): number {
    return this.#words[(this.#layout.doubts + doubt * DOUBT_BYTES) / 4 + word] as number;
  }

  /** Copies whole lines into the window; false where no line ends within its reach. */
  #load(bytes: Uint8Array, at: number, end: number): boolean {
    const reach = Math.min(end, at + WINDOW_BYTES);
    const part = Buffer.from(bytes.buffer, bytes.byteOffset + at, reach - at);
    const length = part.lastIndexOf(LF) + 1;
    if (length === 0) return false;
    this.#memory.set(part.subarray(0, length), this.#layout.window);
    this.#from = at;
    this.#to = at + length;
    return true;
  }

  #counterOf(group: FindingGroup | null): number {
    if (group === null) return UNMINDED;
    if (group.wantsAll) return TOLD;
    const known = this.#groups.indexOf(group);
    return known < 0 ? this.#groups.push(group) : known + 1;
  }

  #setCounters(): void {
    const counters = this.#layout.counters / 4 + 1;
    for (let index = 0; index < this.#groups.length; index++) {
      const left = this.#groups[index]?.unwanted ?? 0;
      this.#set[index] = this.#words[counters + index] = left;
    }
  }

  #count(): void {
    const counters = this.#layout.counters / 4 + 1;
    for (let index = 0; index < this.#groups.length; index++) {
      const counted = (this.#set[index] as number) - (this.#words[counters + index] as number);
      if (counted > 0) this.#groups[index]?.skip(counted);
    }
  }
}

export const canTakePlainRows = (): boolean => webAssembly !== undefined;
