/** The chain of signatures over a body in chunks: each covers the one before it, the first that of the request. */
import { createHash, type Hash } from 'node:crypto';
import { RefusedError } from '../../error-xml.js';
import { isSameSignature } from '../same-signature.js';
import { signature } from '../signing-key.js';
import { mismatch } from '../signing-refusals.js';
import { MALFORMED_TRAILER } from './body-refusals.js';
import type { Trailer } from './chunk-framing.js';

/** What the signatures are made with. */
export interface ChunkSigning {
  readonly accessKeyId: string;
  readonly key: Uint8Array;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly date: string;
  /** `<day>/<region>/s3/aws4_request`. */
  readonly scope: string;
  /** Of the request: the first link. */
  readonly signature: string;
  /** Of the request, for S3's answer to a wrong signature. */
  readonly canonicalRequest: string;
}

/** Methods throw `RefusedError`. */
export interface SignatureChain {
  readonly update: (data: Uint8Array) => void;
  readonly endChunk: (provided: string) => void;
  /** Takes the trailer with its signature; gives it without. */
  readonly endTrailer: (trailer: Trailer) => Trailer;
}

const sha256 = (): Hash => createHash('sha256');

const OF_NOTHING = sha256().digest('hex');

export function createChain(signing: ChunkSigning): SignatureChain {
  const { accessKeyId, key, date, scope, canonicalRequest } = signing;
  let previous = signing.signature;
  let hash = sha256();
  const link = (algorithm: string, digests: readonly string[], provided: string): void => {
    const stringToSign = [algorithm, date, scope, previous, ...digests].join('\n');
    const expected = signature(key, stringToSign);
    if (!isSameSignature(expected, provided))
      throw new RefusedError(mismatch({ accessKeyId, stringToSign, provided, canonicalRequest }));
    previous = expected;
  };
  return {
    update: (data) => void hash.update(data),
    endChunk: (provided) => {
      link('AWS4-HMAC-SHA256-PAYLOAD', [OF_NOTHING, hash.digest('hex')], provided);
      hash = sha256();
    },
    endTrailer: (trailer) => {
      const last = trailer.at(-1);
      if (last === undefined || last[0] !== 'x-amz-trailer-signature')
        throw new RefusedError(MALFORMED_TRAILER);
      const covered = trailer.slice(0, -1);
      const text = covered.map(([name, value]) => `${name}:${value}\n`).join('');
      link('AWS4-HMAC-SHA256-TRAILER', [sha256().update(text, 'latin1').digest('hex')], last[1]);
      return covered;
    },
  };
}
