/** What a journal on disk must know beside its entries. One small file, replaced as a whole. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface JournalState {
  /** No number from here on was given. */
  readonly next: number;
  /** Entries that are not on disk any more, or never got there, since the journal was begun or cleared. */
  readonly gone: number;
}

const FILE = 'state.json';

/** null: there is none, or it is damaged; the entries then tell as much as they can. */
export async function readState(folder: string): Promise<JournalState | null> {
  try {
    const { next, gone } = JSON.parse(await readFile(join(folder, FILE), 'utf8')) as Partial<JournalState>;
    if (!isCount(next) || !isCount(gone)) return null;
    return { next: Math.max(1, next), gone };
  } catch {
    return null;
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

export async function writeState(folder: string, state: JournalState): Promise<void> {
  const beside = join(folder, `${FILE}.new`);
  await writeFile(beside, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  await rename(beside, join(folder, FILE));
}
