/** One open stream: what was missed first, then what happens; cut off when its reader does not keep up. */
import type { ServerResponse } from 'node:http';
import type { Journal } from '../../journal/journal.js';
import type { JournalEntry } from '../../../specs/journal.js';
import { eventText } from './admin-event.js';
import type { AdminEvent } from './admin-event.js';
import { summaryOf } from './exchange-summary.js';

/** Bytes that may wait for a reader. */
const WAITING_LIMIT = 1_024 * 1_024;
/** Entries read from the journal at once. */
const PAGE = 100;
/** Entries looked through for those that ended late. */
const LATE_LIMIT = 1_000;
/** Events that may happen while what was missed is still being told. */
const HELD_LIMIT = 5_000;

export interface EventStream {
  readonly tell: (event: AdminEvent) => void;
  readonly beat: () => void;
  readonly end: () => void;
}

/** `after`: seq of the last exchange that the reader knows; null: it begins now. */
export function openStream(response: ServerResponse, journal: Journal, after: number | null): EventStream {
  let held: AdminEvent[] | null = after === null ? null : [];
  const write = (text: string): boolean => {
    if (isOver(response)) return true;
    const flowing = response.write(text);
    if (response.writableLength > WAITING_LIMIT) response.destroy();
    return flowing;
  };
  const release = (told: ReadonlySet<number>): void => {
    const waiting = held ?? [];
    held = null;
    for (const event of waiting)
      if (event.event !== 'exchange' || !told.has(event.data.seq)) write(eventText(event));
  };
  if (after !== null) tellMissed(response, journal, after, write).then(release, () => response.destroy());
  return {
    tell: (event) => {
      if (held === null) write(eventText(event));
      else if (held.length < HELD_LIMIT) held.push(event);
      else response.destroy();
    },
    beat: () => {
      write(': still here\n\n');
    },
    end: () => {
      // A reader that has not read what waits would keep the server from closing.
      if (response.writableLength > 0) response.destroy();
      else response.end();
    },
  };
}

const isOver = (response: ServerResponse): boolean => response.destroyed || response.writableEnded;

/** Returns the numbers that were told. An exchange may be told twice over two streams; its number says so. */
async function tellMissed(
  response: ServerResponse,
  journal: Journal,
  after: number,
  write: (text: string) => boolean,
): Promise<ReadonlySet<number>> {
  const told = new Set<number>();
  const tell = async (entry: JournalEntry): Promise<void> => {
    told.add(entry._cqube.seq);
    if (!write(eventText({ event: 'exchange', data: summaryOf(entry) }))) await drained(response);
  };
  write(eventText({ event: 'resumed', data: { after, evicted: evictedBehind(journal, after) } }));
  for (const entry of endedLate(journal, after)) await tell(entry);
  let cursor = after;
  for (;;) {
    const { entries, more } = journal.query({ after: cursor, limit: PAGE });
    for (const entry of entries) await tell(entry);
    cursor = entries.at(-1)?._cqube.seq ?? cursor;
    if (!more || entries.length === 0 || isOver(response)) return told;
  }
}

/** How many numbers behind `after` made room before the oldest entry that is left. */
function evictedBehind(journal: Journal, after: number): number {
  const { entries, evicted } = journal.query({ limit: 1 });
  const oldest = entries[0]?._cqube.seq;
  return oldest === undefined ? 0 : Math.max(0, Math.min(evicted, oldest - after - 1));
}

/** Exchanges that began before the last one that the reader knows, and ended after it: numbers go by the beginning. */
function endedLate(journal: Journal, after: number): readonly JournalEntry[] {
  const last = journal.get(after);
  if (last === null) return [];
  const before = journal.query({ before: after, newestFirst: true, limit: LATE_LIMIT }).entries;
  return before.filter(({ _cqube }) => _cqube.ended >= last._cqube.ended).toReversed();
}

/** Resolves when there is room again, or nobody reads any more. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    if (isOver(response)) return resolve();
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
