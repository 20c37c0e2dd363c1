/** The journal: every exchange is watched, told without its secrets, and kept within bounds. */
import { join } from 'node:path';
import type { JournalEntry } from '../../specs/journal.js';
import type { Clock } from '../clock.js';
import { answerQuery } from './answer-query.js';
import { createRecorder } from './create-recorder.js';
import { type JournalFolder, openJournalFolder } from './journal-folder.js';
import type { FolderOptions } from './journal-writer.js';
import type { Journal } from './journal.js';
import { createKeptEntries } from './kept-entries.js';
import { JOURNAL_LIMITS, type JournalLimits } from './limits.js';
import { createListeners } from './listeners.js';
import { headLine, writeHar, writeNdjson } from './write-har.js';

export interface JournalOptions {
  readonly clock: Clock;
  /** The journal lies in its folder `journal`; null: in memory only. */
  readonly folder: string | null;
  /** This program's, for HAR. */
  readonly version: string;
  readonly limits?: Partial<JournalLimits>;
  /** Told of what a person should know, one line each: a disk that is full, for example. */
  readonly onNotice?: (notice: string) => void;
  /** How a file of the journal is opened. */
  readonly openSegment?: FolderOptions['openSegment'];
}

/** Never rejects: a folder that cannot be used is told of, and the journal is in memory only. */
export async function createJournal(options: JournalOptions): Promise<Journal> {
  const limits: JournalLimits = { ...JOURNAL_LIMITS, ...options.limits };
  const onNotice = options.onNotice ?? ((): void => undefined);
  const disk = await openDisk(options, limits, onNotice);
  return keepJournal(options, { limits, onNotice, disk });
}

async function openDisk(
  { folder, openSegment }: JournalOptions,
  limits: JournalLimits,
  onNotice: (notice: string) => void,
): Promise<JournalFolder | null> {
  if (folder === null) return null;
  const place = join(folder, 'journal');
  try {
    const how = openSegment === undefined ? {} : { openSegment };
    return await openJournalFolder({ folder: place, limits, onNotice, ...how });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    onNotice(`the journal is kept in memory only: ${place} cannot be used (${reason})`);
    return null;
  }
}

interface Parts {
  readonly limits: JournalLimits;
  readonly onNotice: (notice: string) => void;
  readonly disk: JournalFolder | null;
}

function keepJournal({ clock, version }: JournalOptions, { limits, onNotice, disk }: Parts): Journal {
  const kept = createKeptEntries(limits);
  const listeners = createListeners<JournalEntry>();
  const writer = disk?.writer;
  let evicted = disk?.evicted ?? 0;
  let next = disk?.next ?? 1;
  for (const { entry, size } of disk?.entries ?? []) evicted += kept.add(entry, size);

  const nextSeq = (): number => {
    const seq = next;
    next += 1;
    writer?.reserve(next);
    return seq;
  };
  const onEntry = (entry: JournalEntry): void => {
    const line = `${JSON.stringify(entry)}\n`;
    evicted += kept.add(entry, line.length);
    writer?.append(line);
    listeners.tell(entry);
  };
  const recorder = createRecorder({ clock, nextSeq, onEntry, onNotice });
  const settled = async (): Promise<void> => {
    await recorder.settled();
    await writer?.settled();
  };
  const closeAll = async (): Promise<void> => {
    await settled();
    recorder.stop();
    listeners.clear();
    await writer?.close(next);
  };
  let closing: Promise<void> | null = null;
  return {
    record: recorder.record,
    query: (query) => ({ ...answerQuery(kept, query), kept: kept.count(), evicted }),
    get: kept.get,
    subscribe: listeners.add,
    ndjson: () => writeNdjson(kept.all(), { version, evicted }),
    har: () => writeHar(kept.all(), { version, evicted }),
    head: () => headLine({ version, evicted }),
    settled,
    clear: async () => {
      kept.clear();
      evicted = 0;
      await writer?.clear();
    },
    close: () => (closing ??= closeAll()),
  };
}
