/**
 * Finds out what the paths of a command line hold: which folder is the emission folder, and which file is which source.
 *
 * A folder is the emission folder, unless
 * - it holds a folder `cqube_emission` (and is not called that itself): then that is the emission folder;
 * - it is called like a folder of the published tree (`pat`), holds zips or CSVs itself and none of the tree's folders:
 *   then its parent is the emission folder, and only this part of it is looked at.
 *
 * Paths are told relative to the emission folder; where several paths are given, relative to the working directory.
 */
import { access, constants, readdir, stat } from 'node:fs/promises';
import type { Dirent, Stats } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { DataSource } from '../../specs/source.js';
import type { EmissionFacts, EmissionFile, FileMatch } from '../engine/emission-facts.js';
import { InputError } from './input-error.js';
import { errorCode, ioReason } from './io-reason.js';
import { matchAlone, matchForced, matchInTree, matchUnread } from './match-file.js';
import { oneLine } from './one-line.js';
import { pickUp, publishedTree } from './published-tree.js';
import type { PublishedTree } from './published-tree.js';
import { kindOf, sortByBytes, walkTree } from './walk-tree.js';
import type { TreeEntry } from './walk-tree.js';

export { InputError } from './input-error.js';

const EMISSION_FOLDER = 'cqube_emission';

export interface EmissionInput {
  readonly facts: EmissionFacts;
  /** The folder that the paths are relative to; null for a single file. */
  readonly root: string | null;
}

export interface EmissionOptions {
  readonly sources: readonly DataSource[];
  /** Ids that the configuration asks for. */
  readonly asked: readonly string[];
  /** `--source`: what the named files are, whatever their names. */
  readonly forcedSource: DataSource | null;
}

/** A path as given, looked into. */
interface Input {
  readonly root: string | null;
  readonly wholeTree: boolean;
  readonly files: readonly FoundFile[];
}

/** A file before it is settled what its path is relative to. */
type FoundFile = Omit<EmissionFile, 'path'> & { readonly key: string };

export async function readEmission(
  paths: readonly string[],
  options: EmissionOptions,
): Promise<EmissionInput> {
  if (paths.length === 0)
    throw new InputError('NO_PATH', 'nothing to look at: name an emission folder, a .zip or a .csv');
  const tree = publishedTree(options.sources);
  const inputs: Input[] = [];
  for (const path of paths) inputs.push(await openInput(path, tree, options.forcedSource));
  const [only] = inputs;
  const single = inputs.length === 1 && only ? only : null;
  return {
    root: single ? single.root : process.cwd(),
    facts: {
      files: single ? single.files.map(inEmission) : fromWorkingDirectory(inputs),
      sources: options.sources,
      wholeTree: inputs.some(({ wholeTree }) => wholeTree),
      asked: options.asked,
    },
  };
}

async function openInput(path: string, tree: PublishedTree, forced: DataSource | null): Promise<Input> {
  const absolute = resolve(path);
  let status: Stats;
  try {
    // An empty path would mean the working directory, which is never what an unset variable was meant to name.
    status = await stat(path === '' ? path : absolute);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ERR_INVALID_ARG_VALUE'].includes(errorCode(error)))
      throw new InputError('NO_SUCH_PATH', `no such file or folder: ${oneLine(path)} (check the path)`);
    return openFile(absolute, { bytes: 0, unreadable: ioReason(error) }, tree, forced);
  }
  if (status.isFile()) return openFile(absolute, { bytes: status.size }, tree, forced);
  if (!status.isDirectory())
    throw new InputError(
      'NOT_A_FILE',
      `${oneLine(path)} is ${kindOf(status)}: name an emission folder, a .zip or a .csv`,
    );
  if (forced)
    throw new InputError(
      'SOURCE_NEEDS_FILE',
      `--source says what one file is, but ${oneLine(path)} is a folder: name the file itself, or leave out --source`,
    );
  return openFolder(absolute, tree);
}

async function openFile(
  absolutePath: string,
  status: Pick<EmissionFile, 'bytes' | 'unreadable'>,
  tree: PublishedTree,
  forced: DataSource | null,
): Promise<Input> {
  const name = basename(absolutePath);
  const parent = basename(dirname(absolutePath));
  const match = forced ? matchForced(name, forced) : matchAlone(parent, name, tree);
  const file = await found(
    { ...status, key: name, absolutePath, named: true },
    match,
    placeOf(parent, name, match, tree),
    tree,
  );
  return { root: null, wholeTree: false, files: [file] };
}

/** The key that a file named by itself would be emitted under. */
function placeOf(parent: string, name: string, match: FileMatch, tree: PublishedTree): string {
  if (tree.folders.has(parent)) return `${parent}/${name}`;
  if (match.kind === 'unknown-file' || !match.source) return name;
  return `${match.source.folder}/${match.source.stem}${match.kind === 'loose-csv' ? '.csv' : '.zip'}`;
}

async function openFolder(given: string, tree: PublishedTree): Promise<Input> {
  const { root, part } = await findRoot(given, tree);
  const entries = await walkTree(part === null ? root : join(root, part));
  const files = entries.map((entry) => {
    const key = part === null ? entry.key : entry.key === '.' ? part : `${part}/${entry.key}`;
    return foundInTree({ ...entry, key }, root, tree);
  });
  return { root, wholeTree: part === null, files: await Promise.all(files) };
}

async function findRoot(given: string, tree: PublishedTree): Promise<{ root: string; part: string | null }> {
  const name = basename(given);
  let children: readonly Dirent[];
  try {
    children = await readdir(given, { withFileTypes: true });
  } catch {
    // The walk meets the same error, and reports it.
    return tree.folders.has(name) ? { root: dirname(given), part: name } : { root: given, part: null };
  }
  const inner = join(given, EMISSION_FOLDER);
  const hasInner = name !== EMISSION_FOLDER && children.some((child) => child.name === EMISSION_FOLDER);
  if (hasInner && (await isFolder(inner))) return { root: inner, part: null };
  const holdsData = children.some((child) => !child.isDirectory() && /\.(zip|csv)$/i.test(child.name));
  const holdsTree = children.some((child) => !child.isFile() && tree.folders.has(child.name));
  if (tree.folders.has(name) && holdsData && !holdsTree) return { root: dirname(given), part: name };
  return { root: given, part: null };
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );

function foundInTree(entry: TreeEntry, root: string, tree: PublishedTree): Promise<FoundFile> {
  const { isFolder: folder, ...rest } = entry;
  const unread = folder || entry.notRead !== undefined;
  const match = unread ? matchUnread(entry.key, tree) : matchInTree(entry.key, tree);
  return found({ ...rest, absolutePath: join(root, entry.key) }, match, entry.key, tree);
}

async function found(
  file: Omit<FoundFile, 'match' | 'listedByPipeline' | 'takenByPipeline'>,
  match: FileMatch,
  key: string,
  tree: PublishedTree,
): Promise<FoundFile> {
  const { listed, taken } = pickUp(key, tree);
  const matched = { ...file, match, listedByPipeline: listed, takenByPipeline: taken };
  // Only what will be opened must be readable.
  if (file.unreadable !== undefined || match.kind === 'unknown-file' || !match.source) return matched;
  const unreadable = await access(file.absolutePath, constants.R_OK).then(() => null, ioReason);
  return unreadable === null ? matched : { ...matched, unreadable };
}

const inEmission = ({ key, ...file }: FoundFile): EmissionFile => ({ ...file, path: key });

/** One list of all inputs; a file that two of them hold stands in it once. */
function fromWorkingDirectory(inputs: readonly Input[]): readonly EmissionFile[] {
  const files = new Map<string, FoundFile>();
  for (const { root, files: some } of inputs) {
    for (const file of some) {
      if (files.has(file.absolutePath)) continue;
      files.set(file.absolutePath, {
        ...file,
        key: fromHere(file.absolutePath),
        match: root === null ? file.match : folderFromHere(file.match, root),
      });
    }
  }
  return sortByBytes([...files.values()]).map(inEmission);
}

function folderFromHere(match: FileMatch, root: string): FileMatch {
  if (match.kind !== 'unknown-folder' || match.folder === null) return match;
  return { ...match, folder: fromHere(join(root, match.folder)) };
}

const fromHere = (absolute: string): string => relative(process.cwd(), absolute).split(sep).join('/') || '.';
