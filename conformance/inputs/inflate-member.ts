/** Bytes out of a zip, fast: few large trips to the thread pool, and reading, inflating and consuming overlap. */
import { createInflateRaw, type InflateRaw } from 'node:zlib';
import { FileChangedError } from './archive-damage.js';
import type { ZipBytes } from './zip-bytes.js';

/** Bytes given out at once. Node's own 16 KiB costs a trip to the thread pool each: five times slower. */
export const CHUNK_BYTES = 1024 * 1024;
/** Compressed bytes read at once. */
export const READ_BYTES = 256 * 1024;
/** Pieces given to zlib ahead, so that it never waits for a piece; chunks kept for a slow consumer. */
const PIECES_AHEAD = 3;
const CHUNKS_AHEAD = 3;

/**
 * `length` bytes from `start`, in pieces; the next one is read while the consumer has one.
 * Throws FileChangedError where the file ends before; errors of the file system as they are.
 */
export async function* readPieces(
  handle: ZipBytes,
  start: number,
  length: number,
  pieceBytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  const readAt = async (offset: number): Promise<Buffer> => {
    const piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes, length - offset));
    const { bytesRead } = await handle.read(piece, 0, piece.length, start + offset);
    if (bytesRead === 0) throw new FileChangedError();
    return piece.subarray(0, bytesRead);
  };
  // It may fail while the consumer still has the piece before: whoever asks for it hears of that.
  const readAhead = (offset: number): Promise<Buffer> => {
    const piece = readAt(offset);
    piece.catch(() => undefined);
    return piece;
  };
  let offset = 0;
  let next = length > 0 ? readAhead(0) : null;
  try {
    while (next) {
      const piece = await next;
      offset += piece.length;
      next = offset < length ? readAhead(offset) : null;
      yield piece;
    }
  } finally {
    // Nobody else would hear of it, and the file may be closed next.
    await next?.catch(() => undefined);
  }
}

/** A megabyte for every small file of a folder would be most of what checking it costs. */
const LEAST_CHUNK_BYTES = 16 * 1024;

/**
 * Inflates a raw deflate stream that should give `expected` bytes, and returns how many compressed bytes it was made of.
 * Throws zlib's errors (code `Z_…`), and those of `pieces`. Stopping early frees everything.
 */
export async function* inflate(
  pieces: AsyncIterable<Uint8Array>,
  expected: number,
): AsyncGenerator<Uint8Array, number, undefined> {
  // One byte more, or zlib would fill the chunk and ask for another before it sees the end.
  const chunkSize = Math.min(CHUNK_BYTES, Math.max(LEAST_CHUNK_BYTES, expected + 1));
  // A stream's own iterator would join waiting chunks into one, copying them; events hand them over as they are.
  const stream = createInflateRaw({ chunkSize });
  const ready: Uint8Array[] = [];
  let ended = false;
  let failure: Error | null = null;
  let wake = (): void => undefined;
  stream.on('data', (chunk: Uint8Array) => {
    ready.push(chunk);
    if (ready.length >= CHUNKS_AHEAD) stream.pause();
    wake();
  });
  stream.on('end', () => {
    ended = true;
    wake();
  });
  stream.on('error', (error) => {
    failure = error;
    wake();
  });
  const feeding = feed(stream, pieces);
  try {
    for (;;) {
      const chunk = ready.shift();
      if (chunk) {
        if (stream.isPaused()) stream.resume();
        yield chunk;
      } else if (failure) {
        throw failure;
      } else if (ended) {
        return stream.bytesWritten;
      } else {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  } finally {
    stream.destroy();
    await feeding;
  }
}

/** Keeps a few pieces waiting in the stream, so that the next inflate starts before its consumer gets to work. */
async function feed(stream: InflateRaw, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const waiting: Promise<void>[] = [];
  try {
    for await (const piece of pieces) {
      if (stream.destroyed || stream.readableEnded) return;
      waiting.push(new Promise<void>((resolve) => void stream.write(piece, () => resolve())));
      if (waiting.length >= PIECES_AHEAD) await waiting.shift();
    }
    if (!stream.destroyed) stream.end();
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}
