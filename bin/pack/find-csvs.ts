/**
 * Looks through the files and folders of a command line for CSVs, and reads the first line of each, so that what cannot
 * be read is known before anything is written.
 */
import { realpath, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { basename, dirname, join, normalize, resolve, sep } from 'node:path';
import { startsLikeZip } from '../../conformance/inputs/archive-start.js';
import { fileStart, firstLine } from '../../conformance/inputs/guess-source.js';
import { errorCode, ioReason } from '../../conformance/inputs/io-reason.js';
import { oneLine } from '../../conformance/inputs/one-line.js';
import type { PublishedTree } from '../../conformance/inputs/published-tree.js';
import { kindOf, walkTree } from '../../conformance/inputs/walk-tree.js';
import type { TreeEntry } from '../../conformance/inputs/walk-tree.js';
import { STDIN } from './found.js';
import type { Found, FoundCsv, PassedOver } from './found.js';
import { lookAtZip } from './look-at-zip.js';
import { keptFrom, wrongCall } from './pack-error.js';
import type { PackProblem } from './pack-error.js';

export interface FindOptions {
  readonly tree: PublishedTree;
  /** `--source` was given, so that the one file may bear any name. */
  readonly forced: boolean;
  /** The folder that is written to, which is not packed into itself; need not exist. */
  readonly out: string;
}

interface Seen {
  readonly csvs: FoundCsv[];
  readonly packed: PassedOver[];
  readonly passedOver: PassedOver[];
  readonly problems: PackProblem[];
  /** Absolute paths, so that a file which two arguments name is looked at once. */
  readonly paths: Set<string>;
}

export async function findCsvs(paths: readonly string[], options: FindOptions): Promise<Found> {
  const seen: Seen = { csvs: [], packed: [], passedOver: [], problems: [], paths: new Set() };
  for (const path of paths) {
    if (path === STDIN) seen.csvs.push(standardInput());
    else await lookAt(path, options, seen);
  }
  return seen;
}

const standardInput = (): FoundCsv => ({
  shown: STDIN,
  absolutePath: STDIN,
  realPath: STDIN,
  parent: '',
  name: STDIN,
  size: null,
  header: null,
});

async function lookAt(path: string, options: FindOptions, seen: Seen): Promise<void> {
  let status: Stats;
  try {
    // An empty path would mean the working directory, which is never what an unset variable was meant to name.
    status = await stat(path === '' ? path : resolve(path));
  } catch (error) {
    const absent = ['ENOENT', 'ENOTDIR', 'ERR_INVALID_ARG_VALUE'].includes(errorCode(error));
    seen.problems.push(
      absent
        ? wrongCall(`no such file or folder: ${oneLine(path)} (check the path)`)
        : keptFrom(`cannot read ${oneLine(path)}: ${ioReason(error)}`),
    );
    return;
  }
  if (status.isDirectory()) await lookThrough(path, options, seen);
  else if (status.isFile()) await lookAtNamed(path, options, seen);
  else seen.problems.push(wrongCall(`${oneLine(path)} is ${kindOf(status)}: name a CSV or a folder`));
}

async function lookAtNamed(path: string, { tree, forced }: FindOptions, seen: Seen): Promise<void> {
  const shown = shownAs(path);
  if (!isNew(path, seen)) return;
  if (/\.zip$/i.test(path)) await lookAtZipOf({ shown, absolutePath: resolve(path) }, tree, seen);
  else if (forced || isCsv(path)) await addCsv(shown, resolve(path), seen);
  else
    seen.problems.push(
      wrongCall(`${oneLine(path)} is no .csv; with --source <id> it is packed whatever its name`),
    );
}

async function lookThrough(path: string, { tree, forced, out }: FindOptions, seen: Seen): Promise<void> {
  if (forced) {
    seen.problems.push(
      wrongCall(`--source says what one CSV is, but ${oneLine(path)} is a folder: name the CSV itself`),
    );
    return;
  }
  const written = await realpath(out).catch(() => null);
  const inOut = async (entry: TreeEntry): Promise<boolean> =>
    written !== null && isBelow(await realpath(join(path, entry.key)).catch(() => ''), written);
  const packsOut = written !== null && isBelow(await realpath(path).catch(() => ''), written);
  let ofOut = 0;
  for (const entry of await walkTree(resolve(path))) {
    if (!isNew(join(path, entry.key), seen)) continue;
    if (!packsOut && (await inOut(entry))) ofOut += 1;
    else await lookAtEntry(entry, path, tree, seen);
  }
  if (ofOut > 0) {
    const files = ofOut === 1 ? '1 file' : `${ofOut} files`;
    seen.passedOver.push({ shown: `${shownAs(out)}/`, why: `the folder that is written to, ${files}` });
  }
}

async function lookAtEntry(entry: TreeEntry, root: string, tree: PublishedTree, seen: Seen): Promise<void> {
  const shown = shownAs(join(root, entry.key));
  const absolutePath = resolve(root, entry.key);
  const name = basename(entry.key);
  if (entry.notRead !== undefined) seen.passedOver.push({ shown, why: entry.notRead });
  else if (isHidden(entry.key)) seen.passedOver.push({ shown, why: 'a hidden file' });
  else if (entry.unreadable !== undefined) {
    // What bears no name of ours need not be readable.
    if (entry.isFolder || isCsv(name))
      seen.problems.push(keptFrom(`cannot read ${oneLine(shown)}: ${entry.unreadable}`));
    else seen.passedOver.push({ shown, why: entry.unreadable });
  } else if (isCsv(name)) await addCsv(shown, absolutePath, seen);
  else if (/\.zip$/i.test(name)) await lookAtZipOf({ shown, absolutePath }, tree, seen);
  else seen.passedOver.push({ shown, why: 'no CSV' });
}

async function lookAtZipOf(
  { shown, absolutePath }: { readonly shown: string; readonly absolutePath: string },
  tree: PublishedTree,
  seen: Seen,
): Promise<void> {
  const { right, why } = await lookAtZip(absolutePath, tree);
  (right ? seen.packed : seen.passedOver).push({ shown, why });
}

async function addCsv(shown: string, absolutePath: string, seen: Seen): Promise<void> {
  try {
    const { size, mtimeMs } = await stat(absolutePath);
    const start = await fileStart({ absolutePath });
    if (start.length >= 4 && startsLikeZip(start)) {
      seen.problems.push(wrongCall(`${oneLine(shown)} is a zip, whatever its name: pack takes plain CSVs`));
      return;
    }
    seen.csvs.push({
      shown,
      absolutePath,
      realPath: await realpath(absolutePath),
      parent: basename(dirname(absolutePath)),
      name: basename(absolutePath),
      size: { bytes: size, changedAt: mtimeMs },
      header: firstLine(start),
    });
  } catch (error) {
    seen.problems.push(keptFrom(`cannot read ${oneLine(shown)}: ${ioReason(error)}`));
  }
}

function isNew(path: string, { paths }: Seen): boolean {
  const absolute = resolve(path);
  if (paths.has(absolute)) return false;
  paths.add(absolute);
  return true;
}

const isCsv = (path: string): boolean => /\.csv$/i.test(path);

/** macOS keeps a `._name.csv` beside each file on foreign disks, Excel a `~$name` of what is open, git a `.git`. */
const isHidden = (key: string): boolean =>
  key.split('/').some((part) => (part.startsWith('.') && part !== '.') || part.startsWith('~$'));

const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);

/** As it was given, `./` aside, with `/` on every system. */
export const shownAs = (path: string): string =>
  normalize(path)
    .split(sep)
    .join('/')
    .replace(/(?<=.)\/$/, '');
