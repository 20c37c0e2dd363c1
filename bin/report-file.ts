/** Reports in files: whole or not at all, and nothing that is no plain file is ever replaced. */
import { constants } from 'node:fs';
import { access, lstat, rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { errorCode, ioReason } from '../conformance/inputs/io-reason.js';
import { UsageError } from './exit-codes.js';
import { removeAtExit } from './temporary.js';

/**
 * Found out before the check, which may take minutes. Folders that are missing are made. `what` is what the file will
 * be. Throws `UsageError`.
 */
export async function ensureWritable(file: string, what = 'the report'): Promise<void> {
  try {
    const known = await stat(file).catch(() => null);
    if (known?.isDirectory())
      throw new UsageError(`${what} cannot be written to ${file}: it is a folder; name a file`);
    const { makeFolder } = await import('../server/make-folder.js');
    await makeFolder(dirname(resolve(file)));
    await access(known ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw error instanceof UsageError ? error : cannotWrite(file, error, what);
  }
}

const cannotWrite = (file: string, error: unknown, what = 'the report'): UsageError => {
  const reason = ['ENOENT', 'EEXIST', 'ENOTDIR'].includes(errorCode(error))
    ? 'no folder can be made there: name another'
    : ioReason(error);
  return new UsageError(`${what} cannot be written to ${file}: ${reason}`);
};

/**
 * Written beside and renamed, so that nobody reads half a report and a full disk does not cost the last one. A pipe, a
 * device or a link is written to as it is.
 */
export async function writeReport(file: string, text: string): Promise<void> {
  try {
    const known = await lstat(file).catch(() => null);
    if (known && !known.isFile()) return await writeFile(file, text);
    const beside = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
    const remove = removeAtExit(beside);
    try {
      await writeFile(beside, text, { flag: 'wx' });
      await rename(beside, file);
    } finally {
      remove();
    }
  } catch (error) {
    throw cannotWrite(file, error);
  }
}
