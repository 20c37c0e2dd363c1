/** A folder of keys and certificates. */
import { chmod, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.js';
import { StateError } from '../state-folder.js';

export interface PemFolder {
  readonly path: (name: string) => string;
  /** null: it is not there. Throws `StateError`. */
  readonly read: (name: string) => Promise<string | null>;
  /** Whole or not at all; `secret`: its owner alone may read it. Throws `StateError`. */
  readonly write: (name: string, text: string, kind: 'secret' | 'public') => Promise<void>;
}

/** Bytes; what is longer is no key of ours. */
const FILE_LIMIT = 64 * 1_024;

/** Makes it where it is not there. Throws `StateError`. */
export async function openPemFolder(folder: string): Promise<PemFolder> {
  const path = (name: string): string => join(folder, name);
  await orState(folder, async () => {
    // Others may look for the authority's certificate; the files' own modes keep the keys.
    await makeFolder(folder);
  });
  return {
    path,
    read: (name) =>
      orState(path(name), async () => {
        const text = await readFile(path(name), 'latin1').catch((error: unknown) => {
          if (codeOf(error) === 'ENOENT') return null;
          throw error;
        });
        return text === null ? null : text.slice(0, FILE_LIMIT);
      }),
    write: (name, text, kind) =>
      orState(path(name), () => replaceFile(path(name), text, kind === 'secret' ? 0o600 : 0o644)),
  };
}

async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const beside = `${path}.new`;
  const handle = await open(beside, 'w', mode);
  try {
    // The mode above counts only where the file was not there before.
    await chmod(beside, mode);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, path);
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

async function orState<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StateError(
      'DATA_DIR_UNUSABLE',
      `${path} cannot be used (${reason}): name a data folder that you may write to`,
      { cause: error },
    );
  }
}
