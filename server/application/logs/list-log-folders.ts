/** The log folder as Python's `os.walk` goes over it. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface LogFolder {
  /** Relative, with forward slashes; the log folder itself is `.`. */
  readonly path: string;
  readonly directories: readonly string[];
  readonly files: readonly string[];
}

/** Folders before what is in them. A folder behind a link is named, not entered; one that cannot be read is left out. */
export async function listLogFolders(root: string): Promise<LogFolder[]> {
  const found: LogFolder[] = [];
  const open: string[] = [''];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => null);
    if (!entries) continue;
    const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const folders: string[] = [];
    const files: string[] = [];
    for (const entry of sorted) {
      ((await isFolder(join(root, path), entry)) ? folders : files).push(entry.name);
    }
    found.push({ path: path || '.', directories: folders, files });
    const below = sorted
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => (path ? `${path}/${name}` : name));
    open.push(...below.toReversed());
  }
  return found;
}

/** A link counts as what it leads to; only that much is told of what lies outside. */
const isFolder = async (parent: string, entry: Dirent): Promise<boolean> =>
  entry.isDirectory() ||
  (entry.isSymbolicLink() &&
    (await stat(join(parent, entry.name)).then(
      (target) => target.isDirectory(),
      () => false,
    )));
