/**
 * Temporary files beside their targets, and the folders made for them. Whatever ends a pack, an error or a signal, takes
 * them away again. Making, naming and removing is done at once and not in the background, so that no signal can come
 * between a file's being there and our knowing of it.
 */
import { mkdirSync, openSync, realpathSync, rmSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { atExit } from '../temporary.js';

export interface StagedFile {
  readonly path: string;
  readonly descriptor: number;
}

export class FolderMovedError extends Error {
  readonly code = 'FOLDER_MOVED';

  constructor() {
    super('its folder is a link, or is spelled differently');
    this.name = 'FolderMovedError';
  }
}

export class Staging {
  readonly #files = new Set<string>();
  readonly #folders: string[] = [];
  /** To be called at the end, come what may: takes away what has not got its name. */
  readonly close = atExit(() => this.#removeAll());
  #count = 0;

  /** Makes the folder, and those above it that are missing. */
  makeFolder(folder: string): void {
    const missing: string[] = [];
    for (let path = folder; ; path = dirname(path)) {
      try {
        mkdirSync(path);
        this.#folders.push(path);
        break;
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : '';
        if (code === 'EEXIST') break;
        if (code !== 'ENOENT' || dirname(path) === path) throw error;
        missing.push(path);
      }
    }
    for (const path of missing.toReversed()) {
      mkdirSync(path);
      this.#folders.push(path);
    }
  }

  /**
   * A new file in `folder`. Throws FolderMovedError where the folder is not what its name says: a link that was put
   * there meanwhile, or, on a system that ignores case, one that is spelled differently.
   */
  createFile(folder: string, stem: string): StagedFile {
    const expected = join(realpathSync.native(dirname(folder)), basename(folder));
    if (realpathSync.native(folder) !== expected) throw new FolderMovedError();
    this.#count += 1;
    const path = join(folder, `.${stem}.${process.pid}-${this.#count}.tmp`);
    const descriptor = openSync(path, 'wx');
    this.#files.add(path);
    return { path, descriptor };
  }

  /** The file has got its name, or is gone. */
  forget(path: string): void {
    this.#files.delete(path);
  }

  remove(path: string): void {
    rmSync(path, { force: true });
    this.forget(path);
  }

  /** Nothing to be done about a file that cannot be removed either. */
  #removeAll(): void {
    for (const path of this.#files) quietly(() => rmSync(path, { force: true }));
    for (const path of this.#folders.toReversed()) quietly(() => rmdirSync(path));
  }
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // A folder in which somebody has put something meanwhile stays.
  }
}
