/** What the entries of a zip are, by name and header. Reading a zip and judging it must agree on this. */
import type { ArchiveEntry } from './archive-facts.js';

export type EntryKind =
  | 'csv'
  /** Any other file that could be meant as data. */
  | 'file'
  | 'folder'
  /** What a desktop leaves behind: `__MACOSX`, `._x`, `.DS_Store`, `Thumbs.db`. */
  | 'desktop'
  | 'archive'
  | 'workbook';

const DESKTOP = /(^|\/)(__MACOSX(\/|$)|\._[^/]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

export function entryKind(entry: ArchiveEntry): EntryKind {
  if (DESKTOP.test(entry.name)) return 'desktop';
  if (entry.directory) return 'folder';
  if (/\.csv$/i.test(entry.name)) return 'csv';
  if (/\.(zip|gz|tgz|bz2|xz|7z|rar|tar|zst)$/i.test(entry.name)) return 'archive';
  if (/\.(xlsx?|xlsm|xlsb|ods)$/i.test(entry.name)) return 'workbook';
  return 'file';
}

export const isInFolder = (entry: ArchiveEntry): boolean => entry.name.includes('/');

/** Why unpacking this entry could write somewhere else or trip a tool; null: it could not. */
export function unsafeBecause(entry: ArchiveEntry): string | null {
  if (entry.symlink) return 'a symbolic link, not a file';
  if (/[\u0000-\u001f\u007f]/.test(entry.name)) return 'a control character in its name';
  if (/^[A-Za-z]:/.test(entry.name)) return 'a drive letter in its name';
  if (/^[/\\]/.test(entry.name)) return 'an absolute path';
  if (entry.name.split(/[/\\]/).includes('..')) return 'a path that leaves the folder it is unpacked to (..)';
  if (entry.name.includes('\\')) return 'a backslash in its name';
  return null;
}
