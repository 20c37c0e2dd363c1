/** The folder that `fix` and `split` write: new, whole or not at all. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { visible } from '../../conformance/engine/show-value.js';
import { errorCode, ioReason } from '../../conformance/inputs/io-reason.js';
import { UsageError } from '../exit-codes.js';
import { removeAtExit } from '../temporary.js';

export interface NewFolder {
  /** Where to write; it is beside its place until `publish`. */
  readonly path: string;
  /** Throws `UsageError` where something has come into its place meanwhile. */
  readonly publish: () => void;
  /** Whatever happened: nothing half-written stays. */
  readonly remove: () => void;
}

/**
 * `input` is what is read: nothing is written into it, and it is not written into what is made of it. Throws
 * `UsageError` where `out` holds something already, or cannot be made.
 */
export function newFolder(out: string | undefined, input: string): NewFolder {
  if (out === undefined || out === '')
    throw new UsageError('name a new folder to write to, as in --out ./mended: nothing is changed in place');
  const target = resolve(out);
  refuseOverlap(out, target, resolve(input));
  refuseContent(out, target);
  try {
    mkdirSync(dirname(target), { recursive: true });
    const path = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    const remove = removeAtExit(path);
    // A temporary folder is its maker's alone; this one becomes a folder like others.
    chmodSync(path, 0o777 & ~process.umask());
    const publish = (): void => {
      refuseContent(out, target);
      try {
        if (lstatSync(target, { throwIfNoEntry: false })) rmdirSync(target);
        renameSync(path, target);
      } catch (error) {
        throw new UsageError(`${visible(out)} cannot be written: ${ioReason(error)}`);
      }
    };
    return { path, publish, remove };
  } catch (error) {
    const reason = ['ENOTDIR', 'EEXIST'].includes(errorCode(error))
      ? 'there is a file in the way'
      : ioReason(error);
    throw new UsageError(`${visible(out)} cannot be made: ${reason}; name another folder`);
  }
}

function refuseContent(out: string, target: string): void {
  const status = lstatSync(target, { throwIfNoEntry: false });
  if (!status) return;
  const isEmpty = status.isDirectory() && readdirSync(target).length === 0;
  if (!isEmpty)
    throw new UsageError(
      `${visible(out)} ${status.isDirectory() ? 'holds something already' : 'is there already'}: name a new folder, nothing is ever replaced`,
    );
}

function refuseOverlap(out: string, target: string, input: string): void {
  const [real, inside] = [realOf(input), realOf(target)];
  if (isWithin(inside, real))
    throw new UsageError(
      `${visible(out)} lies in what is read: name a folder beside it, nothing is changed in place`,
    );
  if (isWithin(real, inside))
    throw new UsageError(
      `${visible(out)} holds what is read: name a folder beside it, nothing is changed in place`,
    );
}

/** With links followed as far as the path exists. */
function realOf(path: string): string {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  if (isThere) return realpathSync(path);
  return dirname(path) === path ? path : join(realOf(dirname(path)), basename(path));
}

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
