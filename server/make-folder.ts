/** Folders that are to be there. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Uploads are pupils' and teachers' data: what is made here is for its owner alone. */
export const OWNER_ONLY = 0o700;

/**
 * Makes a folder and those above it, for their owner alone. Not by mkdir's own `recursive`: where the system says of a place that exists that it
 * does not (`/proc`, some network drives), that never ends. Throws the error of the file system.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, OWNER_ONLY);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const parent = dirname(path);
    if (code === 'ENOENT' && parent !== path) {
      await makeFolder(parent);
      await mkdir(path, OWNER_ONLY);
      return;
    }
    const known = await stat(path).catch(() => null);
    if (!known?.isDirectory()) throw error;
  }
}
