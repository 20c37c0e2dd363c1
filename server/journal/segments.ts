/** The files that a journal's entries lie in: `00000001.ndjson`, `00000002.ndjson`, one entry a line. */
import { open, readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEntry } from '../../specs/journal.js';
import type { JournalLimits } from './limits.js';
import { readEntry } from './read-entry.js';

export interface Segment {
  readonly path: string;
  bytes: number;
  lines: number;
}

/** A file that is written to at its end. */
export interface SegmentFile {
  readonly append: (text: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export const segmentPath = (folder: string, number: number): string =>
  join(folder, `${String(number).padStart(8, '0')}.ndjson`);

/** Only its owner may read it. */
export async function openSegment(path: string): Promise<SegmentFile> {
  const handle = await open(path, 'a', 0o600);
  return { append: (text) => handle.appendFile(text), close: () => handle.close() };
}

export interface FoundSegments {
  /** Oldest first. */
  readonly segments: Segment[];
  /** Number of the newest; 0: none. */
  readonly last: number;
  /** The newest entries, as many as may be in memory. */
  readonly entries: readonly { readonly entry: JournalEntry; readonly size: number }[];
  /** Lines that are no entries: damaged, or written only in part. */
  readonly damaged: number;
  /** Greatest number of an entry; 0: none. */
  readonly lastSeq: number;
}

export async function readSegments(folder: string, limits: JournalLimits): Promise<FoundSegments> {
  const numbers = (await readdir(folder))
    .flatMap((name) => /^(\d{8,15})\.ndjson$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
  const segments: Segment[] = [];
  const entries = new Map<number, { readonly entry: JournalEntry; readonly size: number }>();
  let [size, damaged, lastSeq] = [0, 0, 0];
  for (const number of numbers.toReversed()) {
    const path = segmentPath(folder, number);
    const lines = await linesOf(path, limits);
    segments.unshift({ path, bytes: (await stat(path)).size, lines: lines.length });
    for (const line of lines.toReversed()) {
      if (entries.size >= limits.entries || size >= limits.memory) break;
      const entry = readEntry(line);
      if (entry === null || entries.has(entry._cqube.seq)) damaged += 1;
      else {
        entries.set(entry._cqube.seq, { entry, size: line.length });
        lastSeq = Math.max(lastSeq, entry._cqube.seq);
        size += line.length;
      }
    }
  }
  return { segments, last: numbers.at(-1) ?? 0, entries: [...entries.values()], damaged, lastSeq };
}

/** A file that is larger than all may be together is not one of ours; it is left where it is, until its turn comes. */
async function linesOf(path: string, { disk }: JournalLimits): Promise<string[]> {
  const { size } = await stat(path);
  if (size > disk) return [];
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
}

export const removeSegment = ({ path }: Segment): Promise<void> => rm(path, { force: true });
