/**
 * Writes what was planned: every zip to a temporary file beside its place first, and only when all are there do they
 * get their names. So a CSV that cannot be read, a full disk or a refusal leaves the folder as it was.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { oneLine } from '../../conformance/inputs/one-line.js';
import type { Target } from './look-at-targets.js';
import { PackError, cannotWrite, keptFrom, wrongCall } from './pack-error.js';
import { TargetExistsError, publishNew, replaceTarget, sameBytes } from './publish.js';
import { FolderMovedError, Staging } from './staging.js';
import { CsvReadError, zipCsv } from './zip-csv.js';

export interface Packed {
  readonly target: Target;
  /** Bytes of the CSV. */
  readonly bytes: number;
  readonly outcome: 'new' | 'replaced' | 'unchanged';
}

export interface WriteOptions {
  readonly overwrite: boolean;
  readonly onProgress: (target: Target, index: number, bytes: number) => void;
}

interface Staged {
  readonly target: Target;
  readonly bytes: number;
  /** null: what is there already is the same. */
  readonly temporary: string | null;
}

/** Throws PackError; everything that was written is then gone again. */
export async function writePack(
  targets: readonly Target[],
  options: WriteOptions,
): Promise<readonly Packed[]> {
  const staging = new Staging();
  try {
    const staged: Staged[] = [];
    const stageAll = async (some: readonly Target[]): Promise<void> => {
      for (const target of some) staged.push(await stage(target, staged.length, staging, options));
    };
    // Those that may end in a refusal first.
    await stageAll(targets.filter(({ exists }) => exists));
    if (!options.overwrite) refuseReplacing(staged);
    await stageAll(targets.filter(({ exists }) => !exists));
    const byTarget = new Map(staged.map((one) => [one.target, one]));
    return publish(
      targets.flatMap((target) => byTarget.get(target) ?? []),
      staging,
    );
  } finally {
    staging.close();
  }
}

const alreadyThere = (shown: string): string =>
  `${oneLine(shown)} is there already and is not what would be written: --overwrite replaces it`;

function refuseReplacing(staged: readonly Staged[]): void {
  const differing = staged.filter(({ temporary }) => temporary !== null);
  if (differing.length > 0)
    throw new PackError(differing.map(({ target }) => wrongCall(alreadyThere(target.shown))));
}

async function stage(
  target: Target,
  index: number,
  staging: Staging,
  { onProgress }: WriteOptions,
): Promise<Staged> {
  const { csv, file } = target.item;
  try {
    staging.makeFolder(target.folder);
    const { path, descriptor } = staging.createFile(target.folder, file.stem);
    const stream = createWriteStream('', { fd: descriptor, flush: true });
    const closed = once(stream, 'close');
    // Told by what comes first; this one only waits until nothing writes any more.
    closed.catch(() => undefined);
    let bytes: number;
    try {
      bytes = await zipCsv(csv, `${file.stem}.csv`, stream, (done) => onProgress(target, index, done));
    } catch (error) {
      if (!stream.closed) await closed.catch(() => undefined);
      throw error;
    }
    await closed;
    if (!target.exists || !(await sameBytes(path, target.path))) return { target, bytes, temporary: path };
    staging.remove(path);
    return { target, bytes, temporary: null };
  } catch (error) {
    throw asPackError(error, target);
  }
}

/** In one go: no signal comes between two of the zips. */
function publish(staged: readonly Staged[], staging: Staging): readonly Packed[] {
  return staged.map(({ target, bytes, temporary }, index) => {
    if (temporary === null) return { target, bytes, outcome: 'unchanged' };
    try {
      if (target.exists) replaceTarget(temporary, target.path);
      else publishNew(temporary, target.path);
    } catch (error) {
      const { problems } = asPackError(error, target);
      const before = index === 0 ? [] : [keptFrom(`of the zips, ${index} had got their place before`)];
      throw new PackError([...problems, ...before]);
    }
    staging.forget(temporary);
    return { target, bytes, outcome: target.exists ? 'replaced' : 'new' };
  });
}

function asPackError(error: unknown, { shown, item }: Target): PackError {
  const csv = oneLine(item.csv.shown);
  if (error instanceof CsvReadError) return new PackError([keptFrom(`cannot pack ${csv}: ${error.message}`)]);
  if (error instanceof TargetExistsError) return new PackError([wrongCall(alreadyThere(shown))]);
  if (error instanceof FolderMovedError)
    return new PackError([wrongCall(`cannot write ${oneLine(shown)}: ${error.message}`)]);
  return cannotWrite(oneLine(shown), error);
}
