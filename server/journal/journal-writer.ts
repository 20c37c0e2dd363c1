/**
 * Writes a journal's entries into segments, the oldest of which are removed when all together become too large: behind
 * the exchanges, in order, and never in their way. When the disk fails, the journal in memory goes on.
 */
import { type JournalState, writeState } from './journal-state.js';
import type { JournalLimits } from './limits.js';
import {
  type FoundSegments,
  openSegment,
  removeSegment,
  type Segment,
  type SegmentFile,
  segmentPath,
} from './segments.js';

export interface FolderOptions {
  readonly folder: string;
  readonly limits: JournalLimits;
  readonly onNotice: (notice: string) => void;
  readonly openSegment?: (path: string) => Promise<SegmentFile>;
}

/** Numbers that are put down as given at once, so that none is given again after a crash. */
export const RESERVED = 1_000;

/** Bytes that are written at once. */
const BATCH = 1024 * 1024;

export class JournalWriter {
  readonly #options: FolderOptions;
  readonly #segments: Segment[];
  readonly #segmentBytes: number;
  #number: number;
  #current: { readonly file: SegmentFile; readonly segment: Segment } | null = null;
  #state: JournalState;
  #stateIsOld = true;
  #waiting: string[] = [];
  #waitingBytes = 0;
  /** It was said that entries do not get to disk, and they still do not. */
  #full = false;
  #failed = false;
  /** Nothing is written before what was to be forgotten is gone. */
  #clearing = 0;
  #scheduled = false;
  #tail: Promise<void> = Promise.resolve();

  constructor(options: FolderOptions, { segments, last }: FoundSegments, state: JournalState) {
    this.#options = options;
    this.#segments = segments;
    this.#segmentBytes = Math.min(options.limits.segment, options.limits.disk / 4);
    this.#number = last;
    this.#state = state;
    this.#schedule();
  }

  /** `line`: one entry, with its end of line. */
  append(line: string): void {
    const { limits, onNotice } = this.#options;
    if (this.#failed) return this.#lose(1);
    if (this.#waitingBytes + line.length > limits.waiting) {
      if (!this.#full) onNotice('the disk is too slow for the journal: some entries are kept in memory only');
      this.#full = true;
      return this.#lose(1);
    }
    this.#waiting.push(line);
    this.#waitingBytes += line.length;
    this.#schedule();
  }

  /** `next` is about to be given; it is put down, with many more, long before the last of them is reached. */
  reserve(next: number): void {
    if (next < this.#state.next - RESERVED / 2) return;
    this.#change({ next: next + RESERVED });
    this.#schedule();
  }

  /** Resolves when all that was given is written, or given up. */
  settled(): Promise<void> {
    return this.#tail;
  }

  /** Removes every entry. A disk that had failed is tried again afterwards. */
  clear(): Promise<void> {
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#change({ gone: 0 });
    this.#clearing += 1;
    return this.#enqueue(async () => {
      this.#clearing -= 1;
      await this.#closeCurrent();
      for (let oldest = this.#segments.shift(); oldest !== undefined; oldest = this.#segments.shift())
        await removeSegment(oldest);
      this.#failed = false;
      await this.#work();
    });
  }

  /** `next`: the first number that was never given. */
  close(next: number): Promise<void> {
    this.#change({ next });
    return this.#enqueue(async () => {
      if (!this.#failed) await this.#work();
      await this.#closeCurrent();
    });
  }

  #change(changed: Partial<JournalState>): void {
    this.#state = { ...this.#state, ...changed };
    this.#stateIsOld = true;
  }

  #lose(entries: number): void {
    this.#change({ gone: this.#state.gone + entries });
  }

  #schedule(): void {
    if (this.#scheduled || this.#failed) return;
    this.#scheduled = true;
    void this.#enqueue(() => {
      this.#scheduled = false;
      return this.#clearing > 0 ? Promise.resolve() : this.#work();
    });
  }

  /** Whatever fails is the disk: it is told once, and nothing is tried any more. */
  #enqueue(action: () => Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(action).catch(async (error: unknown) => {
      this.#lose(this.#waiting.length);
      this.#waiting = [];
      this.#waitingBytes = 0;
      const reason = error instanceof Error ? error.message : String(error);
      if (!this.#failed) this.#options.onNotice(`the journal is kept in memory only from now on: ${reason}`);
      this.#failed = true;
      await this.#closeCurrent().catch(() => undefined);
    });
    return this.#tail;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) await this.#write(this.#takeBatch());
    this.#full = false;
    if (!this.#stateIsOld) return;
    this.#stateIsOld = false;
    await writeState(this.#options.folder, this.#state);
  }

  #takeBatch(): readonly string[] {
    const most = Math.min(BATCH, this.#segmentBytes);
    let count = 0;
    let length = 0;
    do {
      length += this.#waiting[count]?.length ?? 0;
      count += 1;
    } while (count < this.#waiting.length && length + (this.#waiting[count]?.length ?? 0) <= most);
    this.#waitingBytes -= length;
    return this.#waiting.splice(0, count);
  }

  async #write(lines: readonly string[]): Promise<void> {
    const text = lines.join('');
    const bytes = Buffer.byteLength(text);
    try {
      const { file, segment } = await this.#segmentFor(bytes);
      await file.append(text);
      segment.bytes += bytes;
      segment.lines += lines.length;
    } catch (error) {
      this.#lose(lines.length);
      throw error;
    }
  }

  async #segmentFor(bytes: number): Promise<{ readonly file: SegmentFile; readonly segment: Segment }> {
    const { folder, openSegment: open = openSegment } = this.#options;
    if (this.#current !== null && this.#current.segment.bytes + bytes > this.#segmentBytes)
      await this.#closeCurrent();
    await this.#makeRoom(bytes);
    if (this.#current === null) {
      this.#number += 1;
      const segment: Segment = { path: segmentPath(folder, this.#number), bytes: 0, lines: 0 };
      this.#current = { file: await open(segment.path), segment };
      this.#segments.push(segment);
    }
    return this.#current;
  }

  async #makeRoom(bytes: number): Promise<void> {
    let total = this.#segments.reduce((sum, segment) => sum + segment.bytes, bytes);
    while (total > this.#options.limits.disk) {
      const [oldest] = this.#segments;
      if (oldest === undefined || oldest === this.#current?.segment) return;
      await removeSegment(oldest);
      this.#segments.shift();
      total -= oldest.bytes;
      this.#lose(oldest.lines);
    }
  }

  async #closeCurrent(): Promise<void> {
    const closing = this.#current;
    this.#current = null;
    await closing?.file.close();
  }
}
