/**
 * One store per folder. The lock is a file with the number of the process that holds it, so it outlives `kill -9`; the
 * next one sees that the process is gone and takes over. As numbers come around again, the moment at which the process
 * was started is kept beside it where the system tells (Linux); elsewhere a stale lock whose number is in use again has
 * to be removed by hand, and the message says which file.
 */
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from '../object-store.js';
import { randomHex, type Random } from '../random.js';
import { isMissing } from './store-failure.js';

export interface FolderLock {
  readonly release: () => Promise<void>;
}

/** Clock ticks since boot at which a process was started; `-`: the system does not say, `ended`: nobody fetched its end. */
const startedAt = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program comes second, in parentheses, and may hold anything; the 20th word behind it is ours.
    const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return words[0] === 'Z' ? 'ended' : (words[19] ?? '-');
  } catch {
    return '-';
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Anything but "no such process" says that there is one, if not ours to signal.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
};

/** Number of the process that holds a lock with that text; null: nobody does. */
const holder = (text: string): number | null => {
  const [, digits, started] = /^(\d{1,10}) (\S+)/.exec(text) ?? [];
  const pid = Number(digits);
  if (!Number.isInteger(pid) || pid === 0 || !isRunning(pid)) return null;
  const now = startedAt(pid);
  return started === '-' || now === '-' || started === now ? pid : null;
};

const refuse = (path: string, pid: number): never => {
  throw new StoreError(
    'IN_USE',
    `the data folder is in use by process ${pid}; if no cqube-conform runs under that number, remove ${path}`,
  );
};

/** Removes a lock whose holder is gone, but not the one that another process put in its place meanwhile. */
const removeStale = async (path: string, text: string, aside: string): Promise<void> => {
  try {
    await rename(path, aside);
    if ((await readFile(aside, 'utf8')) !== text) await link(aside, path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  } finally {
    await rm(aside, { force: true });
  }
};

/** Takes the lock, or throws `StoreError` IN_USE. */
export const lockFolder = async (folder: string, random: Random): Promise<FolderLock> => {
  const path = join(folder, 'lock');
  const own = `${path}.${randomHex(random, 8)}`;
  const text = `${process.pid} ${startedAt(process.pid)} ${randomHex(random, 8)}\n`;
  await writeFile(own, text);
  try {
    // The link appears whole or not at all, and never replaces one that is there.
    for (let attempt = 0; ; attempt++) {
      try {
        await link(own, path);
        break;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        const found = await readFile(path, 'utf8').catch(() => '');
        const pid = holder(found);
        if (pid !== null || attempt === 8) refuse(path, pid ?? 0);
        await removeStale(path, found, `${own}.stale`);
      }
    }
  } finally {
    await rm(own, { force: true });
  }
  return {
    release: async () => {
      if ((await readFile(path, 'utf8').catch(() => '')) === text) await rm(path, { force: true });
    },
  };
};
