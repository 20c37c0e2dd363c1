/** The body of a request whose signature was found good, as a stream that checks what was promised of it. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Refusal, RefusedError } from '../../error-xml.js';
import { readPayload } from '../payload.js';
import { headerValue, type RequestHeaders } from '../request-headers.js';
import { refuse } from '../signature-claim.js';
import type { Checksum, SignedBody } from '../signed-body.js';
import {
  invalidTrailerValue,
  MALFORMED_TRAILER,
  NO_LENGTH,
  wrongChecksum,
  wrongMd5,
  wrongSha256,
} from './body-refusals.js';
import { checksumHeader, createChecksum, isChecksumValue } from './checksum.js';
import { type Framing, readChunks, type Trailer } from './chunk-framing.js';
import { type ChunkSigning, createChain } from './chunk-signatures.js';
import { type Promises, readPromises } from './promises.js';

export interface BodyOptions {
  /** What the signature says of the body: a word that S3 knows, or a digest; any other: nothing. */
  readonly payload: string;
  readonly signing: ChunkSigning;
  /** false where `x-amz-checksum-*` is about an object, and the body is a list of its parts. */
  readonly checksumOfBody: boolean;
}

export type OpenedBody =
  | { readonly kind: 'open'; readonly body: SignedBody }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** Refuses by the headers alone; nothing is read before somebody reads the content. */
export function openBody(
  request: IncomingMessage,
  headers: RequestHeaders,
  { payload, signing, checksumOfBody }: BodyOptions,
): OpenedBody {
  const read = readPromises(headers, checksumOfBody);
  if (read.kind === 'refuse') return read;
  const { promises } = read;
  const form = readPayload(payload) ?? { kind: 'unsigned' };
  // A trailer has no place behind a body that is not in chunks.
  if (promises.trailer !== null && !(form.kind === 'chunks' && form.trailer))
    return refuse(MALFORMED_TRAILER);
  const length = readLength(
    headers,
    form.kind === 'chunks' ? 'x-amz-decoded-content-length' : 'content-length',
  );
  if (form.kind === 'chunks' && length === null) return refuse(NO_LENGTH);
  // Not to be destroyed with its iterator: its socket would go with it, before the refusal has gone out.
  const raw = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  let held: Checksum | null = null;
  const content = checked(
    form.kind === 'chunks'
      ? (onTrailer) => decode(raw, { ...form, length: length ?? 0 }, signing, onTrailer)
      : () => raw,
    promises,
    form.kind === 'digest' ? form.sha256 : null,
    (checksum) => {
      held = checksum;
    },
  );
  return { kind: 'open', body: { content, length, checksum: () => held } };
}

function readLength(headers: RequestHeaders, name: string): number | null {
  const text = headerValue(headers, name);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Out of their frames; `onTrailer` is called once, after the last byte. */
async function* decode(
  raw: AsyncIterable<Uint8Array>,
  framing: Framing,
  signing: ChunkSigning,
  onTrailer: (trailer: Trailer) => void,
): AsyncGenerator<Uint8Array> {
  const chain = framing.signed ? createChain(signing) : null;
  let provided = '';
  for await (const event of readChunks(raw, framing)) {
    if (event.kind === 'head') provided = event.head.signature ?? '';
    else if (event.kind === 'end') chain?.endChunk(provided);
    else if (event.kind === 'trailer')
      onTrailer(chain !== null && framing.trailer ? chain.endTrailer(event.trailer) : event.trailer);
    else {
      chain?.update(event.data);
      yield event.data;
    }
  }
}

/** Passes the content on and throws after its last byte, if it is not what was promised. */
async function* checked(
  open: (onTrailer: (trailer: Trailer) => void) => AsyncIterable<Uint8Array>,
  { md5, checksum, trailer }: Promises,
  sha256: string | null,
  onHeld: (checksum: Checksum) => void,
): AsyncGenerator<Uint8Array> {
  const name = checksum?.name ?? trailer;
  const sums = {
    sha256: sha256 === null ? null : createHash('sha256'),
    md5: md5 === null ? null : createHash('md5'),
    checksum: name === null ? null : createChecksum(name),
  };
  let found: Trailer = [];
  const content = open((lines) => {
    found = lines;
  });
  for await (const piece of content) {
    for (const sum of Object.values(sums)) sum?.update(piece);
    yield piece;
  }
  const digest = sums.sha256?.digest('hex') ?? null;
  if (sha256 !== null && digest !== sha256) throw new RefusedError(wrongSha256(sha256, digest ?? ''));
  const md5Digest = sums.md5?.digest('base64') ?? null;
  if (md5 !== null && md5Digest !== md5) throw new RefusedError(wrongMd5(md5, md5Digest ?? ''));
  const behind = trailerChecksum(found, trailer);
  const expected = checksum ?? behind;
  if (expected === null) return;
  if (sums.checksum?.digest().toString('base64') !== expected.value)
    throw new RefusedError(wrongChecksum(expected.name));
  onHeld(expected);
}

/** The one line that was promised, and no other. Throws `RefusedError`. */
function trailerChecksum(found: Trailer, promised: Promises['trailer']): Checksum | null {
  const [first] = found;
  if (promised === null) {
    if (first !== undefined) throw new RefusedError(MALFORMED_TRAILER);
    return null;
  }
  const header = checksumHeader(promised);
  if (first === undefined || found.length > 1 || first[0] !== header)
    throw new RefusedError(MALFORMED_TRAILER);
  if (!isChecksumValue(promised, first[1])) throw new RefusedError(invalidTrailerValue(header));
  return { name: promised, value: first[1] };
}
