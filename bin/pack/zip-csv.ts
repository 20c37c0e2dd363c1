/** One CSV into one zip, streaming, so that the same CSV gives the same bytes on every machine. */
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { FileChangedError } from '../../conformance/inputs/archive-damage.js';
import { ioReason } from '../../conformance/inputs/io-reason.js';
import { STDIN } from './found.js';
import type { FoundCsv } from './found.js';

/**
 * zlib is always given pieces of this many bytes but for the last, whatever the system hands out at a time, so that
 * what it makes of them cannot depend on that.
 */
const PIECE_BYTES = 256 * 1024;

/** Everything that a zip writer would otherwise take from the machine. */
const MEMBER = {
  // In local time, as the writer turns it into the zip's date: the first moment that a zip can hold.
  mtime: new Date(1980, 0, 1),
  forceDosTimestamp: true,
  mode: 0o100644,
  compressionLevel: 6,
};

/** The CSV could not be read to its end, or is not what it was when it was found. */
export class CsvReadError extends Error {
  readonly code = 'CSV_READ';

  constructor(cause: unknown) {
    super(cause instanceof FileChangedError ? cause.message : ioReason(cause), { cause });
    this.name = 'CsvReadError';
  }
}

/**
 * Writes the zip to `target`, which is ended, and gives back the bytes of the CSV. Throws CsvReadError, or what
 * `target` threw.
 */
export async function zipCsv(
  csv: FoundCsv,
  member: string,
  target: Writable,
  onBytes: (bytes: number) => void,
): Promise<number> {
  return writeZip(csv.shown === STDIN ? process.stdin : unchanged(csv), member, target, { onBytes });
}

/** The bytes of the file. Throws FileChangedError where they are not those that were found, or were written to meanwhile. */
async function* unchanged({ absolutePath, size }: FoundCsv): AsyncGenerator<Uint8Array> {
  const handle = await open(absolutePath);
  const refuseChange = async (): Promise<void> => {
    const now = await handle.stat();
    if (now.size !== size?.bytes || now.mtimeMs !== size.changedAt) throw new FileChangedError();
  };
  try {
    await refuseChange();
    let bytes = 0;
    for (;;) {
      const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
      const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES, bytes);
      if (bytesRead === 0) break;
      bytes += bytesRead;
      // A file that is being written may never end.
      if (size === null || bytes > size.bytes) throw new FileChangedError();
      yield piece.subarray(0, bytesRead);
    }
    await refuseChange();
    if (bytes !== size?.bytes) throw new FileChangedError();
  } finally {
    await handle.close();
  }
}

export interface ZipOptions {
  readonly onBytes: (bytes: number) => void;
  /** Of Deflate, 1 to 9; 0: not compressed. */
  readonly level?: number;
  /** Further members, small enough for memory. */
  readonly further?: readonly { readonly name: string; readonly text: string }[];
}

/** As `zipCsv`, whatever gives the bytes. */
export async function writeZip(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  member: string,
  target: Writable,
  { onBytes, level = 6, further = [] }: ZipOptions,
): Promise<number> {
  let bytes = 0;
  const counted = async function* counted() {
    for await (const piece of inPieces(content)) {
      bytes += piece.length;
      onBytes(bytes);
      yield piece;
    }
  };
  const zip = new ZipFile();
  const stop = new AbortController();
  // The writer does not pass on an error of what it reads: without this it would wait for ever.
  const fail = (error: unknown): void => stop.abort(new CsvReadError(error));
  const input = Readable.from(counted(), { objectMode: false, highWaterMark: PIECE_BYTES });
  input.once('error', fail);
  zip.once('error', fail);
  zip.addReadStream(input, member, { ...MEMBER, compressionLevel: level });
  for (const { name, text } of further) zip.addBuffer(Buffer.from(text), name, MEMBER);
  zip.end();
  try {
    await pipeline(zip.outputStream, target, { signal: stop.signal });
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    input.destroy();
  }
  return bytes;
}

/** The same bytes, in pieces of `PIECE_BYTES`; the last may be shorter. */
export async function* inPieces(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  let filled = 0;
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length;) {
      const taken = Math.min(chunk.length - at, PIECE_BYTES - filled);
      piece.set(chunk.subarray(at, at + taken), filled);
      at += taken;
      filled += taken;
      if (filled < PIECE_BYTES) continue;
      yield piece;
      // The one given out may still be in use.
      piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
