/** Files that are on the disk when the call returns, power cut or not. */
import { open } from 'node:fs/promises';

/** Makes what was written to a file safe. */
export const syncFile = async (path: string): Promise<void> => {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Makes names in a folder safe: new, renamed and removed ones. Windows has no such thing and does it by itself. */
export const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Writes a new file, safe but for its name. */
export const writeDurable = async (path: string, text: string): Promise<void> => {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
};
