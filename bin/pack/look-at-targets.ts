/** Looks at the folder that is written to, before anything is: what is in the way there, and what would mislead. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { errorCode, ioReason } from '../../conformance/inputs/io-reason.js';
import { oneLine } from '../../conformance/inputs/one-line.js';
import type { FileName } from '../../specs/source.js';
import { shownAs } from './find-csvs.js';
import { PackError, cannotWrite, keptFrom, wrongCall } from './pack-error.js';
import type { PackProblem } from './pack-error.js';
import type { PackItem } from './plan.js';

const EMISSION_FOLDER = 'cqube_emission';

/** What a target is asked for; `name` where it is not the zip of the file's stem. */
interface TargetItem {
  readonly file: FileName;
  readonly name?: string;
}

export interface Target<Item extends TargetItem = PackItem> {
  readonly item: Item;
  /** As a person of the working directory would write it, with `/`. */
  readonly shown: string;
  readonly folder: string;
  readonly path: string;
  /** A file of this name is there. */
  readonly exists: boolean;
}

/**
 * `--out` itself may be a link, since it was named; a link below it is refused, for nobody named what it leads to.
 * Throws PackError with everything that is in the way.
 */
export async function lookAtTargets<Item extends TargetItem>(
  out: string,
  items: readonly Item[],
): Promise<readonly Target<Item>[]> {
  const root = await existingFolder(out);
  const problems: PackProblem[] = [];
  const refused = new Set<string>();
  const targets: Target<Item>[] = [];
  if (root !== null) problems.push(...(await innerEmission(out, root)));
  for (const item of items) {
    const { folder, stem } = item.file;
    const absoluteFolder = join(root ?? out, folder);
    const name = item.name ?? `${stem}.zip`;
    const shown = shownAs(join(out, folder, name));
    if (!refused.has(folder)) {
      const inTheWay = root === null ? null : await folderProblem(root, folder, shownAs(join(out, folder)));
      if (inTheWay) {
        refused.add(folder);
        problems.push(inTheWay);
      }
    }
    if (refused.has(folder)) continue;
    const status = root === null ? null : await statusOf(join(absoluteFolder, name), shown);
    const problem = status === null ? null : fileProblem(status, shown);
    const twin = root === null ? null : await twinOf(absoluteFolder, name);
    if (problem) problems.push(problem);
    if (twin !== null) problems.push(wrongCall(twinReason(shownAs(join(out, folder, twin)), shown)));
    targets.push({
      item,
      shown,
      folder: absoluteFolder,
      path: join(absoluteFolder, name),
      exists: status !== null,
    });
  }
  if (problems.length > 0) throw new PackError(problems);
  return targets;
}

/** The real folder behind `--out`; null where there is none yet. */
async function existingFolder(out: string): Promise<string | null> {
  const shown = oneLine(shownAs(out));
  try {
    const status = await stat(out);
    if (!status.isDirectory()) throw new PackError([wrongCall(`${shown} is a file; name a folder`)]);
    return await realpath(out);
  } catch (error) {
    if (error instanceof PackError) throw error;
    if (errorCode(error) !== 'ENOENT') throw cannotWrite(shown, error);
  }
  if (await lstat(out).catch(() => null))
    throw new PackError([wrongCall(`${shown} is a link that points nowhere`)]);
  return null;
}

/** A folder that holds `cqube_emission` would be read as that one. */
async function innerEmission(out: string, root: string): Promise<readonly PackProblem[]> {
  const inner = join(root, EMISSION_FOLDER);
  if (/(^|[\\/])cqube_emission$/.test(root) || !(await stat(inner).catch(() => null))) return [];
  const shown = oneLine(shownAs(out));
  return [
    wrongCall(
      `${shown} holds a folder ${EMISSION_FOLDER}, which is then the emission: name it: ${oneLine(shownAs(join(out, EMISSION_FOLDER)))}`,
    ),
  ];
}

async function folderProblem(root: string, folder: string, shown: string): Promise<PackProblem | null> {
  const twin = await twinOf(root, folder);
  const beside = shown.slice(0, -folder.length);
  if (twin !== null) return wrongCall(twinReason(`${beside}${twin}`, shown));
  const status = await statusOf(join(root, folder), shown);
  if (status?.isSymbolicLink())
    return wrongCall(
      `${oneLine(shown)} is a link, so its zips would land elsewhere: put a real folder there`,
    );
  if (status && !status.isDirectory())
    return wrongCall(`${oneLine(shown)} is a file where a folder should be: move it away`);
  return null;
}

function fileProblem(status: Stats, shown: string): PackProblem | null {
  if (status.isFile()) return null;
  const what = status.isSymbolicLink() ? 'a link' : status.isDirectory() ? 'a folder' : 'no plain file';
  return wrongCall(`${oneLine(shown)} is ${what} where the zip should be: move it away`);
}

async function statusOf(path: string, shown: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    throw new PackError([keptFrom(`cannot look at ${oneLine(shown)}: ${ioReason(error)}`)]);
  }
}

/** Differs in upper and lower case only: one file on Windows and macOS, and the wrong object key everywhere. */
async function twinOf(folder: string, name: string): Promise<string | null> {
  const siblings = await readdir(folder).catch(() => []);
  return siblings.find((other) => other !== name && other.toLowerCase() === name.toLowerCase()) ?? null;
}

const twinReason = (twin: string, wanted: string): string =>
  `${oneLine(twin)} is there already, which is ${oneLine(wanted)} but for upper and lower case: rename it or move it away`;
