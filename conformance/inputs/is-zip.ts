/** Whether a file is to be read as a zip. */
import { open } from 'node:fs/promises';
import type { EmissionFile } from '../engine/emission-facts.js';

/** By its name; a file of another name, given with `--source`, by its first bytes. Throws the error of the file system. */
export async function isZip({
  path,
  absolutePath,
}: Pick<EmissionFile, 'path' | 'absolutePath'>): Promise<boolean> {
  const name = path.toLowerCase();
  if (name.endsWith('.zip') || name.endsWith('.csv')) return name.endsWith('.zip');
  const handle = await open(absolutePath);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === 'PK';
  } finally {
    await handle.close();
  }
}
