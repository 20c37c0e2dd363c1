/** Mends the files of an emission one by one into a new folder. */
import { copyFileSync, constants, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ArchiveFacts } from '../../conformance/engine/archive-facts.js';
import type { EmissionFile } from '../../conformance/engine/emission-facts.js';
import { visible } from '../../conformance/engine/show-value.js';
import { withExtraColumns } from '../../conformance/extra-columns.js';
import { ArchiveDamageError, FileChangedError } from '../../conformance/inputs/archive.js';
import { errorCode, ioReason } from '../../conformance/inputs/io-reason.js';
import type { PublishedFile, PublishedTree } from '../../conformance/inputs/published-tree.js';
import type { Settings } from '../../conformance/settings.js';
import type { DataSource } from '../../specs/source.js';
import { IncompleteError } from '../exit-codes.js';
import { openCsv } from '../rewrite/open-csv.js';
import { placeOf } from '../rewrite/places.js';
import { Refusal } from '../rewrite/refusal.js';
import { writeZipFile } from '../rewrite/write-zip-file.js';
import { mendedCsv } from './mend-csv.js';
import type { Mends } from './mend-csv.js';

export interface Fixed {
  /** As it was read. */
  readonly path: string;
  /** Where it is now; null: it was not taken over. */
  readonly to: string | null;
  /** Empty: the same bytes. */
  readonly mends: readonly string[];
  /** Why it was not taken over. */
  readonly refused: string | null;
}

export type FixOptions = Pick<Settings, 'columns' | 'variants'> & {
  readonly tree: PublishedTree;
  /** Sources of files that only their header tells, by path. */
  readonly guessed: ReadonlyMap<string, DataSource>;
  readonly onFile: (path: string, index: number) => void;
};

/** Throws `IncompleteError` where the folder cannot be written. */
export async function fixFiles(
  files: readonly EmissionFile[],
  folder: string,
  options: FixOptions,
): Promise<readonly Fixed[]> {
  const places = files.map((file) =>
    orRefusal(() => placeOf(file, options.tree, options.guessed.get(file.path))),
  );
  const fixed: Fixed[] = [];
  for (const [index, file] of files.entries()) {
    options.onFile(file.path, index);
    fixed.push(await fixOne(file, places[index], places, folder, options));
  }
  return fixed;
}

function orRefusal<Result>(act: () => Result): Result | Refusal {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

async function fixOne(
  file: EmissionFile,
  place: PublishedFile | Refusal | undefined,
  all: readonly (PublishedFile | Refusal)[],
  folder: string,
  options: FixOptions,
): Promise<Fixed> {
  const refused = (reason: string): Fixed => ({ path: file.path, to: null, mends: [], refused: reason });
  if (place === undefined || place instanceof Refusal) return refused(place?.message ?? '');
  if (all.filter((other) => !(other instanceof Refusal) && other.path === place.path).length > 1)
    return refused(`several files would become ${place.path}, and which is meant cannot be told`);
  try {
    return {
      path: file.path,
      to: place.path,
      refused: null,
      mends: await mend(file, place, folder, options),
    };
  } catch (error) {
    rmSync(join(folder, place.path), { force: true });
    return refused(reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof ArchiveDamageError) return `archive/${error.damage.kind}: ${error.damage.reason}`;
  if (error instanceof FileChangedError) return error.message;
  // The disk that is written to is no fault of one file.
  if (['ENOSPC', 'EDQUOT', 'EROFS'].includes(errorCode(error)))
    throw new IncompleteError(`the mended files could not be written: ${ioReason(error)}`, error);
  if (/^E[A-Z]/.test(errorCode(error))) return `it cannot be read: ${ioReason(error)}`;
  throw error;
}

async function mend(
  file: EmissionFile,
  { path, stem, source }: PublishedFile,
  folder: string,
  { columns, variants }: FixOptions,
): Promise<readonly string[]> {
  const mends: Mends = new Set();
  const csv = await openCsv(file, stem);
  try {
    if (file.path !== path && file.named !== true) mends.add(`${visible(file.path)} put in its place`);
    const container = containerMends(csv.archive, stem);
    const variant = Object.hasOwn(variants, source.id) ? (variants[source.id] ?? null) : null;
    const content = mendedCsv(csv.read, withExtraColumns(source, columns), variant, mends);
    await writeZipFile(join(folder, path), `${stem}.csv`, content);
    const all = [...container, ...mends];
    const sameBytes = csv.archive !== null && container.length + mends.size === 0;
    if (sameBytes) keepBytes(file.absolutePath, join(folder, path));
    return all;
  } finally {
    await csv.close();
  }
}

/** Nothing was to be mended: then not even the packing changes. */
function keepBytes(from: string, to: string): void {
  rmSync(to, { force: true });
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to, constants.COPYFILE_EXCL);
}

function containerMends(archive: ArchiveFacts | null, stem: string): readonly string[] {
  if (archive === null) return ['zipped'];
  const { member, entries } = archive;
  const others = entries.filter((entry) => entry !== member).map(({ name }) => visible(name));
  return [
    ...(member && member.name !== `${stem}.csv`
      ? [`“${visible(member.name)}” in the zip named ${stem}.csv`]
      : []),
    ...(others.length > 0
      ? [`left out of the zip: ${others.slice(0, 3).join(', ')}${others.length > 3 ? ', …' : ''}`]
      : []),
  ];
}
