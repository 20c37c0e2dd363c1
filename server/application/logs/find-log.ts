/** From the name that a client sends to a file within the log folder, or to the reason why there is none. */
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, posix, sep } from 'node:path';
import { existsOutside, IMAGINED_ROOT } from './outside-paths.js';

export type FoundLog =
  /** Nothing has this name. */
  | { readonly kind: 'missing' }
  /** There is something, but it is no file or lies outside. */
  | { readonly kind: 'refused' }
  | {
      readonly kind: 'file';
      /** Absolute. */ readonly file: string;
      /** As the client may know it. */ readonly path: string;
    };

const MISSING: FoundLog = { kind: 'missing' };
const REFUSED: FoundLog = { kind: 'refused' };

/** Bytes; the kernel finds nothing under a longer path. */
const PATH_LIMIT = 4095 - IMAGINED_ROOT.length - 1;

/**
 * Two steps, as in the real application: does the name exist as the file system sees it; and is it, with its dots
 * resolved, within the folder. No link leads out of `root`, and nothing outside is ever asked for.
 */
export async function findLog(root: string | null, name: string): Promise<FoundLog> {
  if (name.includes('\0') || Buffer.byteLength(name) > PATH_LIMIT) return MISSING;
  const path = posix.normalize(name);
  const leaves = name.startsWith('/') || path === '..' || path.startsWith('../');
  if (leaves) return existsOutside(resolveImagined(name)) ? REFUSED : MISSING;
  const base = root === null ? null : await realpath(root).catch(() => null);
  if (base === null) return MISSING;
  const walked = await walk(base, name);
  if (walked !== 'inside') return walked === 'outside' ? REFUSED : MISSING;
  // A backslash would be a separator on Windows.
  if (sep === '\\' && (path.includes('\\') || isAbsolute(path))) return REFUSED;
  const file = await realpath(join(base, path)).catch(() => null);
  if (file === null || !isWithin(base, file)) return REFUSED;
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  return isFile ? { kind: 'file', file, path } : REFUSED;
}

const resolveImagined = (name: string): string => posix.resolve(IMAGINED_ROOT, name);

/** Steps through the name as the kernel does: a part before `..` must exist and be a folder. */
async function walk(base: string, name: string): Promise<'inside' | 'outside' | 'missing'> {
  let at = base;
  const parts = name.split('/');
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    if (part === '' || part === '.') continue;
    const next = await realpath(join(at, part)).catch(() => null);
    if (next === null) return 'missing';
    if (!isWithin(base, next)) return 'outside';
    if (!last && !(await isFolder(next))) return 'missing';
    at = next;
  }
  return 'inside';
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const isWithin = (base: string, path: string): boolean => path === base || path.startsWith(base + sep);
