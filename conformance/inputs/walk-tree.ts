/**
 * Lists a folder and everything below it. Content is never opened.
 *
 * Links to files are followed. Links to folders are followed after all real folders, and only to folders not read
 * before, so that neither a loop nor a second name makes a file appear twice. Nothing is passed over in silence:
 * what is not read stands in the list with the reason.
 */
import { readdir, realpath, stat } from 'node:fs/promises';
import type { Dirent, Stats } from 'node:fs';
import { join, sep } from 'node:path';
import { errorCode, ioReason } from './io-reason.js';

/** Folders below each other that are read; the published tree has one. */
export const MAX_DEPTH = 32;

export interface TreeEntry {
  /** Below the root, with `/`; `.` for the root itself. */
  readonly key: string;
  readonly bytes: number;
  /** A folder stands in the list only where its content could not be listed. */
  readonly isFolder: boolean;
  readonly unreadable?: string;
  readonly notRead?: string;
}

interface Folder {
  readonly key: string;
  readonly depth: number;
}

/** A real folder, by the one path that no link is part of. */
interface RealFolder extends Folder {
  readonly real: string;
}

export async function walkTree(root: string): Promise<readonly TreeEntry[]> {
  const walk = new Walk(root);
  await walk.run();
  return sortByBytes(walk.entries);
}

class Walk {
  readonly entries: TreeEntry[] = [];
  readonly #root: string;
  readonly #visited = new Map<string, string>();
  #links: Folder[] = [];
  #folders: RealFolder[] = [];
  #realRoot = '';

  constructor(root: string) {
    this.#root = root;
  }

  async run(): Promise<void> {
    try {
      this.#realRoot = await realpath(this.#root);
    } catch (error) {
      this.#unreadable({ key: '.', depth: 0 }, ioReason(error));
      return;
    }
    this.#folders = [{ key: '.', depth: 0, real: this.#realRoot }];
    await this.#listAll();
    while (this.#links.length > 0) {
      // Sorted: which of two links to one folder is followed must not depend on the order the system lists them in.
      const links = sortByBytes(this.#links);
      this.#links = [];
      for (const link of links) {
        await this.#follow(link);
        await this.#listAll();
      }
    }
  }

  async #listAll(): Promise<void> {
    for (let folder = this.#folders.pop(); folder; folder = this.#folders.pop()) await this.#list(folder);
  }

  async #list(folder: RealFolder): Promise<void> {
    if (this.#readBefore(folder)) return;
    this.#visited.set(folder.real, folder.key);
    let children: Dirent[];
    try {
      children = await readdir(this.#absolute(folder.key), { withFileTypes: true });
    } catch (error) {
      this.#unreadable(folder, ioReason(error));
      return;
    }
    const found = await Promise.all(children.map((child) => this.#look(folder, child)));
    for (const entry of found) if (entry) this.entries.push(entry);
  }

  /** A file's entry; folders are put on the list of those to read instead. */
  async #look(parent: RealFolder, child: Dirent): Promise<TreeEntry | null> {
    const key = parent.key === '.' ? child.name : `${parent.key}/${child.name}`;
    const depth = parent.depth + 1;
    if (child.isDirectory()) {
      if (depth > MAX_DEPTH) return tooDeep(key);
      this.#folders.push({ key, depth, real: join(parent.real, child.name) });
      return null;
    }
    if (!child.isFile() && !child.isSymbolicLink()) return { ...EMPTY, key, notRead: kindOf(child) };
    let status: Stats;
    try {
      status = await stat(this.#absolute(key));
    } catch (error) {
      return { ...EMPTY, key, unreadable: whyNoStatus(error, child) };
    }
    if (status.isFile()) return { key, bytes: status.size, isFolder: false };
    if (!status.isDirectory()) return { ...EMPTY, key, notRead: kindOf(status) };
    if (depth > MAX_DEPTH) return tooDeep(key);
    this.#links.push({ key, depth });
    return null;
  }

  async #follow(link: Folder): Promise<void> {
    try {
      this.#folders.push({ ...link, real: await realpath(this.#absolute(link.key)) });
    } catch (error) {
      this.#unreadable(link, ioReason(error));
    }
  }

  /** Puts a folder met a second time, or one that holds the root, on record. */
  #readBefore({ key, real }: RealFolder): boolean {
    const readAs = this.#visited.get(real);
    const above =
      key !== '.' && `${this.#realRoot}${sep}`.startsWith(real.endsWith(sep) ? real : `${real}${sep}`);
    if (readAs === undefined && !above) return false;
    const target =
      readAs === undefined || readAs === '.' ? 'the emission folder or one above it' : `“${readAs}”`;
    this.entries.push({ ...EMPTY, key, isFolder: true, notRead: `a link back to ${target}` });
    return true;
  }

  #unreadable(folder: Folder, unreadable: string): void {
    this.entries.push({ ...EMPTY, key: folder.key, isFolder: true, unreadable });
  }

  #absolute(key: string): string {
    return join(this.#root, key);
  }
}

const EMPTY = { bytes: 0, isFolder: false };

const tooDeep = (key: string): TreeEntry => ({
  ...EMPTY,
  key,
  isFolder: true,
  notRead: `a folder more than ${MAX_DEPTH} folders deep`,
});

export function kindOf(thing: Dirent | Stats): string {
  if (thing.isFIFO()) return 'a named pipe';
  if (thing.isSocket()) return 'a socket';
  return 'a device';
}

function whyNoStatus(error: unknown, child: Dirent): string {
  if (errorCode(error) !== 'ENOENT') return ioReason(error);
  // A name that is no UTF-8 arrives with replacement characters, and no file answers to that.
  if (child.name.includes('\ufffd')) return 'its name is not UTF-8';
  return child.isSymbolicLink() ? 'a link that points nowhere' : ioReason(error);
}

/** By the bytes of the path, so that no locale and no way of counting characters changes a report. */
export function sortByBytes<T extends { readonly key: string }>(entries: readonly T[]): readonly T[] {
  return entries
    .map((entry) => ({ entry, bytes: Buffer.from(entry.key) }))
    .toSorted((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ entry }) => entry);
}
