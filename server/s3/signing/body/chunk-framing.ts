/** `aws-chunked`: a body cut into chunks, each behind a line with its size and maybe its signature, and a trailer. */
import { RefusedError } from '../../error-xml.js';
import { ENDED_EARLY, MALFORMED_TRAILER, smallChunk, WRONG_LENGTH } from './body-refusals.js';
import { type ByteReader, createByteReader } from './byte-reader.js';

export interface ChunkHead {
  readonly bytes: number;
  /** null: the chunks are not signed. */
  readonly signature: string | null;
}

export type Trailer = readonly (readonly [name: string, value: string])[];

export type ChunkEvent =
  | { readonly kind: 'head'; readonly head: ChunkHead }
  | { readonly kind: 'data'; readonly data: Uint8Array }
  /** The chunk's last byte has been given; the one of no bytes has none. */
  | { readonly kind: 'end' }
  /** Names in lower case. Comes once, last, empty where nothing may follow. */
  | { readonly kind: 'trailer'; readonly trailer: Trailer };

export interface Framing {
  readonly signed: boolean;
  readonly trailer: boolean;
  /** Bytes of content that were announced. */
  readonly length: number;
}

/** Bytes of the line before a chunk: the longest that can be right has 97. */
const HEAD_BYTES = 128;

/** Bytes of a line of the trailer, and how many lines there may be. */
const TRAILER_BYTES = 1024;
const TRAILER_LINES = 16;

/** Bytes of every chunk but the last. */
const SMALLEST = 8192;

/** Throws `RefusedError` at the first byte that is not as it must be. */
export async function* readChunks(
  content: AsyncIterable<Uint8Array>,
  framing: Framing,
): AsyncGenerator<ChunkEvent> {
  const reader = createByteReader(content);
  try {
    yield* readData(reader, framing);
    yield { kind: 'trailer', trailer: await readTrailer(reader, framing.trailer) };
  } finally {
    await reader.close();
  }
}

async function* readData(reader: ByteReader, { signed, length }: Framing): AsyncGenerator<ChunkEvent> {
  let total = 0;
  let previous = SMALLEST;
  for (let number = 1; ; number += 1) {
    const head = readHead(await reader.line(HEAD_BYTES), signed);
    if (head.bytes > 0 && previous < SMALLEST) throw new RefusedError(smallChunk(number, previous));
    total += head.bytes;
    if (total > length || (head.bytes === 0 && total < length)) throw new RefusedError(WRONG_LENGTH);
    previous = head.bytes;
    yield { kind: 'head', head };
    for (let left = head.bytes; left > 0;) {
      const data = await reader.some(left);
      left -= data.length;
      yield { kind: 'data', data };
    }
    yield { kind: 'end' };
    if (head.bytes === 0) return;
    if ((await reader.line(0)) !== '') throw new RefusedError(ENDED_EARLY);
  }
}

async function readTrailer(reader: ByteReader, allowed: boolean): Promise<Trailer> {
  const lines: (readonly [string, string])[] = [];
  for (let line = await reader.line(TRAILER_BYTES); line !== ''; line = await reader.line(TRAILER_BYTES)) {
    if (!allowed || lines.length === TRAILER_LINES) throw new RefusedError(MALFORMED_TRAILER);
    lines.push(readTrailerLine(line));
  }
  await reader.end();
  return lines;
}

function readHead(line: string, signed: boolean): ChunkHead {
  const [, size, signature = null] =
    /^([0-9a-f]{1,13})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
  if (size === undefined || (signature !== null) !== signed) throw new RefusedError(ENDED_EARLY);
  return { bytes: parseInt(size, 16), signature };
}

function readTrailerLine(line: string): readonly [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9a-z-]+):(.*)$/i.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new RefusedError(MALFORMED_TRAILER);
  return [name.toLowerCase(), value.trim()];
}
