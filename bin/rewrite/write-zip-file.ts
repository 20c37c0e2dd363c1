/** A new zip on disk with one CSV in it. */
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { CsvReadError, writeZip } from '../pack/zip-csv.js';

/** Bytes of the CSV. Throws what `content` throws, as it was thrown, or the error of the file system. */
export async function writeZipFile(
  path: string,
  member: string,
  content: AsyncIterable<Uint8Array>,
): Promise<number> {
  mkdirSync(dirname(path), { recursive: true });
  const stream = createWriteStream(path, { flags: 'wx' });
  const closed = finished(stream);
  // Told by what comes first.
  closed.catch(() => undefined);
  try {
    const bytes = await writeZip(content, member, stream, { onBytes: () => undefined });
    await closed;
    return bytes;
  } catch (error) {
    stream.destroy();
    throw error instanceof CsvReadError && error.cause !== undefined ? error.cause : error;
  }
}
