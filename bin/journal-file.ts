/** `serve --journal <file>`: every exchange as it ends, an entry a line, for `check --journal`. */
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { errorCode, ioReason } from '../conformance/inputs/io-reason.js';
import type { Journal } from '../server/journal/journal.js';
import { UsageError } from './exit-codes.js';

/**
 * Begins the file anew each time, so that its beginning is that of what it tells; a file that is there already is not
 * replaced, a device such as /dev/null written to. `onNotice` is told once if the file cannot be gone on with. Gives
 * back what ends it. Throws `UsageError`.
 */
export function openJournalFile(
  path: string,
  journal: Journal,
  onNotice: (notice: string) => void,
): () => void {
  const device = lookAt(path);
  const file = begin(path, device ? 'w' : 'wx', journal.head());
  let open = true;
  const end = (): void => {
    if (open) closeSync(file);
    open = false;
  };
  const stop = journal.subscribe((entry) => {
    if (!open) return;
    try {
      writeWhole(file, `${JSON.stringify(entry)}\n`);
    } catch (error) {
      // A full disk ends the file, not the server.
      onNotice(`--journal: ${path} ends here, it cannot be written any more: ${ioReason(error)}`);
      end();
    }
  });
  return () => {
    stop();
    end();
  };
}

/** Whether it is a device. Throws `UsageError` where nothing may be written. */
function lookAt(path: string): boolean {
  const known = statSync(path, { throwIfNoEntry: false });
  if (known === undefined) return false;
  if (known.isCharacterDevice()) return true;
  if (known.isDirectory()) throw new UsageError(`--journal: ${path} is a folder: name a new file in it`);
  if (known.isFile())
    throw new UsageError(`--journal: ${path} is there already: name a new file, or move it away`);
  // Whoever reads it slowly would hold up every answer.
  throw new UsageError(`--journal: ${path} is a pipe: name a new file, or follow /api/events instead`);
}

function begin(path: string, how: 'w' | 'wx', head: string): number {
  let file: number | null = null;
  try {
    file = openSync(path, how, 0o600);
    writeWhole(file, head);
    return file;
  } catch (error) {
    if (file !== null) closeSync(file);
    const reason = errorCode(error) === 'ENOENT' ? 'there is no such folder' : ioReason(error);
    throw new UsageError(`--journal: ${path} cannot be written: ${reason}`);
  }
}

/** A disk that is filling up takes a part, and says so only when asked again. */
function writeWhole(file: number, text: string): void {
  let rest: Uint8Array = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSync(file, rest));
}
