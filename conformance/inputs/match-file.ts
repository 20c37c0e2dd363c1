/** Decides by its name alone what a file of an emission is. */
import { closest } from '../../specs/closest.js';
import type { DataSource } from '../../specs/source.js';
import type { FileMatch } from '../engine/emission-facts.js';
import type { PublishedFile, PublishedTree } from './published-tree.js';

/** Unicode has several spellings of one text, and macOS stores another than most keyboards type. */
const spelled = (name: string): string => name.normalize('NFC');

/** `key`: the path below the emission folder. */
export function matchInTree(key: string, tree: PublishedTree): FileMatch {
  const parts = spelled(key).split('/');
  const name = parts.pop() ?? '';
  const [first, second] = parts;
  if (first === undefined) return matchOutsideFolders(name, tree);
  const known = tree.folders.has(first);
  if (known && second === undefined) return matchInFolder(first, name, tree);
  // The folder as the file system spells it, so that it can be found there.
  const folder = key
    .split('/')
    .slice(0, known ? 2 : 1)
    .join('/');
  const file = exactZip(name, tree);
  if (file) return { kind: 'unknown-folder', source: file.source, folder, suggestions: [file.path] };
  const folders = closest(second !== undefined && known ? second : first, tree.folders.keys());
  return { kind: 'unknown-folder', source: null, folder, suggestions: folders.map((near) => `${near}/`) };
}

/** What the walk could not read, or need not: nothing that a source could be matched to. */
export function matchUnread(key: string, tree: PublishedTree): FileMatch {
  const match = matchInTree(key, tree);
  if (match.kind === 'unknown-folder' && match.folder !== null)
    return { ...match, source: null, suggestions: [] };
  return { kind: 'unknown-file', suggestions: [] };
}

/**
 * A file that was named by itself. If it lies in a folder of the published tree, that counts; otherwise it was
 * taken out of its place, and its stem alone says what it is.
 */
export function matchAlone(parent: string, name: string, tree: PublishedTree): FileMatch {
  if (tree.folders.has(parent)) return matchInFolder(parent, spelled(name), tree);
  const { stem, extension } = split(spelled(name));
  const file = exact(stem, tree);
  if (file && extension === '.zip') return { kind: 'source', source: file.source };
  if (file && extension === '.csv') return { kind: 'loose-csv', source: file.source };
  return { kind: 'unknown-file', suggestions: suggestFiles(name, [], tree) };
}

/** `--source`: whatever its name, the file is one of this source. */
export const matchForced = (name: string, source: DataSource): FileMatch => ({
  kind: /\.csv$/i.test(name) ? 'loose-csv' : 'source',
  source,
});

function matchInFolder(folder: string, name: string, tree: PublishedTree): FileMatch {
  const files = tree.folders.get(folder) ?? [];
  const { stem, extension } = split(name);
  const file = files.find((candidate) => candidate.stem === stem);
  if (file && extension === '.zip') return { kind: 'source', source: file.source };
  if (file && extension === '.csv') return { kind: 'loose-csv', source: file.source };
  return { kind: 'unknown-file', suggestions: suggestFiles(name, files, tree) };
}

function matchOutsideFolders(name: string, tree: PublishedTree): FileMatch {
  const file = exactZip(name, tree);
  if (file) return { kind: 'unknown-folder', source: file.source, folder: null, suggestions: [file.path] };
  return { kind: 'unknown-file', suggestions: suggestFiles(name, [], tree) };
}

/** The published paths that a file may have been meant to have; `siblings` are those of the folder it lies in. */
function suggestFiles(
  name: string,
  siblings: readonly PublishedFile[],
  tree: PublishedTree,
): readonly string[] {
  const text = name.toLowerCase();
  const exactly = tree.byStem.get(text.replace(/\..*$/s, ''));
  if (exactly) return [(siblings.find(({ stem }) => stem === exactly.stem) ?? exactly).path];
  // Only what is surely meant as data: nobody wants to hear that a readme is nearly a data source.
  if (!/\.(zip|csv)$/.test(text)) return [];
  const longer = siblings.filter(({ stem }) => text.startsWith(stem.toLowerCase()));
  if (longer.length > 0) return [longer.reduce((a, b) => (b.stem.length > a.stem.length ? b : a)).path];
  const { stem } = split(text);
  const near = nearest(stem, siblings);
  if (near.length > 0) return near;
  const far = nearest(stem, [...tree.byStem.values()]);
  return far.length > 0 || siblings.length !== 1 ? far : siblings.map(({ path }) => path);
}

function nearest(stem: string, files: readonly PublishedFile[]): readonly string[] {
  const letters = lettersOf(stem);
  const paths = new Map<string, string>();
  // `closest` compares letter by letter, which takes long where a folder of thousands of strange files is given.
  for (const file of files) if (sharesLetters(letters, stem, file.stem)) paths.set(file.stem, file.path);
  return closest(stem, paths.keys()).flatMap((near) => paths.get(near) ?? []);
}

const LETTERS = 128;

function lettersOf(text: string): Int16Array {
  const letters = new Int16Array(LETTERS);
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at) % LETTERS;
    letters[letter] = (letters[letter] ?? 0) + 1;
  }
  return letters;
}

/** false: so many letters of one are missing in the other that no two thirds of it can be right. */
function sharesLetters(letters: Int16Array, stem: string, candidate: string): boolean {
  const allowed = Math.floor(Math.max(stem.length, candidate.length) / 3);
  if (Math.abs(stem.length - candidate.length) > allowed) return false;
  const left = letters.slice();
  // A longer stem has letters too many in any case.
  let missing = Math.max(0, stem.length - candidate.length);
  for (let at = 0; at < candidate.length && missing <= allowed; at += 1) {
    const letter = candidate.charCodeAt(at) % LETTERS;
    const count = left[letter] ?? 0;
    if (count === 0) missing += 1;
    else left[letter] = count - 1;
  }
  return missing <= allowed;
}

function exactZip(name: string, tree: PublishedTree): PublishedFile | undefined {
  const { stem, extension } = split(name);
  return extension === '.zip' ? exact(stem, tree) : undefined;
}

/** A stem as published, case included. */
function exact(stem: string, tree: PublishedTree): PublishedFile | undefined {
  const file = tree.byStem.get(stem.toLowerCase());
  return file?.stem === stem ? file : undefined;
}

function split(name: string): { readonly stem: string; readonly extension: string } {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? { stem: name, extension: '' } : { stem: name.slice(0, dot), extension: name.slice(dot) };
}
