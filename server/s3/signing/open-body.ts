/** The body of a request whose signature was found good, as a stream that checks what was promised of it. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Refusal, RefusedError, refusal } from '../error-xml.js';
import { readPayload } from './payload.js';
import { headerValue, type RequestHeaders } from './request-headers.js';
import { refuse, type SignatureClaim } from './signature-claim.js';
import type { SignedBody } from './signed-body.js';

/** What signatures of chunks are made with. */
export interface ChunkSigning {
  readonly key: Uint8Array;
  /** `<day>/<region>/s3/aws4_request`. */
  readonly scope: string;
  /** Of the request, for S3's answer to a wrong one. */
  readonly canonicalRequest: string;
}

export type OpenedBody =
  | { readonly kind: 'open'; readonly body: SignedBody }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

const NOT_IMPLEMENTED = refusal(
  501,
  'NotImplemented',
  'A header you provided implies functionality that is not implemented.',
  [['Header', 'x-amz-content-sha256']],
);

export function openBody(
  request: IncomingMessage,
  headers: RequestHeaders,
  claim: SignatureClaim,
  _signing: ChunkSigning,
): OpenedBody {
  const payload = readPayload(claim.payload);
  if (payload === null || payload.kind === 'chunks') return refuse(NOT_IMPLEMENTED);
  const length = headerValue(headers, 'content-length');
  return {
    kind: 'open',
    body: {
      content: payload.kind === 'digest' ? withDigest(request, payload.sha256) : request,
      length: length === null ? null : Number(length),
      checksum: () => null,
    },
  };
}

async function* withDigest(content: AsyncIterable<Uint8Array>, expected: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
  const computed = hash.digest('hex');
  if (computed !== expected)
    throw new RefusedError(
      refusal(
        400,
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        [
          ['ClientComputedContentSHA256', expected],
          ['S3ComputedContentSHA256', computed],
        ],
      ),
    );
}
