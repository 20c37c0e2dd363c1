/**
 * The private folder of one index, made when it first needs the disk. Its name says whose it is, so that what a killed
 * process left can be told from what a living one uses.
 */
import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isGone, isSameProcess, ownMark } from './process-mark.js';
import type { ProcessMark } from './process-mark.js';
import { SpillError } from './spill-error.js';
import { SpillFile } from './spill-file.js';

const NAME = /^cqube-conform-spill-([1-9]\d{0,9})-(\d{1,20})-([0-9a-f]{8})-[A-Za-z0-9]{6}$/;
const FILE = /^\d+\.spill$/;

export class SpillFolder {
  readonly #tempDir: string;
  readonly #files: SpillFile[] = [];
  #path: string | null = null;

  constructor(tempDir: string) {
    this.#tempDir = tempDir;
  }

  /** Bytes written to its files so far, closed or not. */
  get written(): number {
    return this.#files.reduce((total, file) => total + file.written, 0);
  }

  /** Throws `SpillError`. */
  newFile(): SpillFile {
    try {
      this.#path ??= makeFolder(this.#tempDir);
      const file = new SpillFile(join(this.#path, `${this.#files.length + 1}.spill`), this.#tempDir);
      this.#files.push(file);
      return file;
    } catch (error) {
      throw error instanceof SpillError ? error : new SpillError(this.#tempDir, error);
    }
  }

  /** Never throws; may be called twice. */
  close(): void {
    for (const file of this.#files) file.close();
    if (this.#path !== null) removeFolder(this.#path);
    this.#path = null;
  }
}

function makeFolder(tempDir: string): string {
  const { pid, start, place } = ownMark();
  const path = mkdtempSync(join(tempDir, `cqube-conform-spill-${pid}-${start}-${place}-`));
  chmodSync(path, 0o700);
  return path;
}

/** Removes what processes left that ended without a chance to. Never throws. */
export const sweepSpillFolders = (tempDir: string): void => removeFoldersOf(tempDir, isGone);

/** Removes all of this process, whichever thread made them: for its very end. Never throws. */
export function removeOwnSpillFolders(tempDir: string): void {
  const own = ownMark();
  removeFoldersOf(tempDir, (mark) => isSameProcess(mark, own));
}

function removeFoldersOf(tempDir: string, isMeant: (mark: ProcessMark) => boolean): void {
  try {
    for (const name of readdirSync(tempDir)) {
      const [, pid, start, place] = NAME.exec(name) ?? [];
      if (pid === undefined || start === undefined || place === undefined) continue;
      const path = join(tempDir, name);
      if (isOurs(path) && isMeant({ pid: Number(pid), start, place })) removeFolder(path);
    }
  } catch {
    // A folder that cannot be listed cannot be tidied; whoever needs it will say so.
  }
}

/** A folder (no link) that belongs to this user and that nobody else can enter. */
function isOurs(path: string): boolean {
  try {
    const found = lstatSync(path);
    if (process.getuid === undefined) return found.isDirectory();
    return found.isDirectory() && found.uid === process.getuid() && (found.mode & 0o077) === 0;
  } catch {
    return false;
  }
}

/** Takes away the files that we make and nothing else: a folder that holds more stays. */
function removeFolder(path: string): void {
  try {
    for (const name of readdirSync(path)) if (FILE.test(name)) unlinkSync(join(path, name));
    rmdirSync(path);
  } catch {
    // Another process was faster, or another program holds it; the next start tries again.
  }
}
