/** `check -`: standard input as a file, since a zip is read from its end and suspects are read a second time. */
import { createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ioReason } from '../conformance/inputs/io-reason.js';
import { guessSource } from '../conformance/inputs/guess-source.js';
import { InputError } from '../conformance/inputs/input-error.js';
import type { DataSource } from '../specs/source.js';
import { UsageError } from './exit-codes.js';
import { temporaryFolder } from './temporary.js';

export interface StandardInput {
  /** Where its bytes lie, readable by this user only. */
  readonly path: string;
  readonly remove: () => void;
}

/**
 * Writes standard input to a temporary file. Throws `UsageError` where nothing is piped in, or where neither `source`
 * nor its header tells what it is; `Error` where it cannot be written.
 */
export async function readStandardInput(
  stdin: NodeJS.ReadStream,
  source: DataSource | null,
): Promise<StandardInput> {
  if (stdin.isTTY)
    throw new UsageError('nothing is piped in: cqube-conform check - < export.csv, or name a file');
  const { path: folder, remove } = temporaryFolder();
  try {
    const spooled = join(folder, 'spooled');
    await pipeline(stdin, createWriteStream(spooled, { mode: 0o600 }));
    const path = join(folder, `standard-input.${(await isZip(spooled)) ? 'zip' : 'csv'}`);
    await rename(spooled, path);
    if (!source) await refuseUnknown(path);
    return { path, remove };
  } catch (error) {
    remove();
    if (error instanceof UsageError || error instanceof InputError) throw error;
    throw new Error(`standard input could not be kept in ${tmpdir()}: ${ioReason(error)}`, { cause: error });
  }
}

async function isZip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead >= 2 && buffer.toString('latin1', 0, 2) === 'PK';
  } finally {
    await handle.close();
  }
}

/** Without a name, only the header can tell what it is. */
async function refuseUnknown(path: string): Promise<void> {
  if (await guessSource({ path: basename(path), absolutePath: path })) return;
  throw new UsageError(
    'standard input has the header of no data source: say which it is, for example --source student_attendance',
  );
}
