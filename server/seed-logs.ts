/** The folder that the log endpoints show: our own, filled once from a seed, so that nothing else can be read. */
import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { OWNER_ONLY } from './make-folder.js';

/** First-level folder of a seed that holds logs instead of objects. */
export const LOGS = 'logs';

/** Makes `target`, and where it was empty copies `<seed>/logs` there; placeholder files of git are left out. */
export async function seedLogs(seed: string | null, target: string): Promise<void> {
  await mkdir(target, { recursive: true, mode: OWNER_ONLY });
  if (seed === null || (await readdir(target)).length > 0) return;
  const source = join(seed, LOGS);
  const found = await stat(source).catch(() => null);
  if (!found?.isDirectory()) return;
  await cp(source, target, {
    recursive: true,
    preserveTimestamps: true,
    dereference: true,
    filter: (path) => basename(path) !== '.gitkeep',
  });
}
