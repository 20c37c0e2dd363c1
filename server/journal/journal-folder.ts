/** A journal on disk, as it was found and as it is written from now on. */
import { makeFolder } from '../make-folder.js';
import { readState } from './journal-state.js';
import { type FolderOptions, JournalWriter, RESERVED } from './journal-writer.js';
import { type FoundSegments, readSegments } from './segments.js';

export interface JournalFolder {
  /** The newest entries that it held. */
  readonly entries: FoundSegments['entries'];
  /** Entries that had made room by then. */
  readonly evicted: number;
  /** The first number that was never given. */
  readonly next: number;
  readonly writer: JournalWriter;
}

/** Rejects if the folder cannot be made or read. */
export async function openJournalFolder(options: FolderOptions): Promise<JournalFolder> {
  const { folder, limits, onNotice } = options;
  await makeFolder(folder);
  const found = await readSegments(folder, limits);
  const state = await readState(folder);
  const next = Math.max(state?.next ?? 1, found.lastSeq + 1);
  const gone = state?.gone ?? 0;
  const lines = found.segments.reduce((count, segment) => count + segment.lines, 0);
  if (found.damaged > 0) onNotice(`damaged lines of the journal were passed over: ${found.damaged}`);
  const writer = new JournalWriter(options, found, { next: next + RESERVED, gone });
  await writer.settled();
  return { entries: found.entries, evicted: gone + lines - found.entries.length, next, writer };
}
