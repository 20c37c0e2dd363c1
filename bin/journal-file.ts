/** `serve --journal <file>`: every exchange as it ends, an entry a line, for `check --journal`. */
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { ioReason } from '../conformance/inputs/io-reason.js';
import type { Journal } from '../server/journal/journal.js';
import { UsageError } from './exit-codes.js';

/**
 * Begins the file anew each time, so that its beginning is that of what it tells; one that is there already is not
 * replaced. Gives back what ends it. Throws `UsageError`.
 */
export function openJournalFile(path: string, journal: Journal): () => Promise<void> {
  if (existsSync(path))
    throw new UsageError(`--journal: ${path} is there already: name a new file, or move it away`);
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
    writeSync(file, journal.head());
  } catch (error) {
    throw new UsageError(`--journal: ${path} cannot be written: ${ioReason(error)}`);
  }
  const stop = journal.subscribe((entry) => {
    // A full disk ends the file, not the server: a listener that throws is dropped.
    writeSync(file, `${JSON.stringify(entry)}\n`);
  });
  return async () => {
    stop();
    closeSync(file);
  };
}
