/** Who may do what a request asks for: AWS Signature Version 4, in a header or in the query, for any method. */
import type { IncomingMessage } from 'node:http';
import type { Refusal } from '../error-xml.js';
import { ACCESS_DENIED, INVALID_URI } from '../refusals.js';
import { canonicalRequest, stringToSign } from './canonical-request.js';
import { objectTarget, type ObjectTarget } from './object-target.js';
import { openBody } from './body/open-body.js';
import { readAuthorization } from './read-authorization.js';
import { headerValue, readHeaders, type RequestHeaders } from './request-headers.js';
import { readLink } from './read-link.js';
import { readUri, type RequestUri, UriError } from './request-uri.js';
import { isSameSignature } from './same-signature.js';
import { type ClaimVerdict, refuse, type SignatureClaim } from './signature-claim.js';
import type { SignedBody } from './signed-body.js';
import { signature, signingKey } from './signing-key.js';
import {
  invalidToken,
  mismatch,
  notSigned,
  OLD_SIGNATURE,
  twoMechanisms,
  unknownKey,
} from './signing-refusals.js';

export interface JudgeOptions {
  /** Secret of an access key; null: there is no such key. */
  readonly access: (accessKeyId: string) => string | null;
  readonly region: string;
  readonly buckets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface AcceptedRequest extends ObjectTarget {
  readonly kind: 'accept';
  readonly accessKeyId: string;
  readonly how: 'header' | 'query';
  /** Lower-case hex: what names the link, for the journal. */
  readonly signature: string;
  /** Decoded, the first of each name; one without a value has an empty one. */
  readonly query: ReadonlyMap<string, string>;
  readonly body: SignedBody;
}

export type SignatureVerdict = AcceptedRequest | { readonly kind: 'refuse'; readonly refusal: Refusal };

export function judgeSignature(request: IncomingMessage, options: JudgeOptions): SignatureVerdict {
  const headers = readHeaders(request);
  const uri = uriOf(request);
  if (uri === null) return refuse(INVALID_URI);
  const query = firstOfEach(uri);
  const found = findClaim(headers, query, options);
  if (found.kind === 'refuse') return found;
  const { claim } = found;
  const missed = notCovered(headers, claim);
  if (missed.length > 0) return refuse(notSigned(missed));
  const secret = options.access(claim.accessKeyId);
  if (secret === null) return refuse(unknownKey(claim.accessKeyId));
  const token = headerValue(headers, 'x-amz-security-token') ?? query.get('X-Amz-Security-Token') ?? null;
  if (token !== null) return refuse(invalidToken(token));
  const scope = `${claim.date.slice(0, 8)}/${options.region}/s3/aws4_request`;
  const canonical = canonicalOf(request, uri, headers, claim);
  const text = stringToSign(claim.date, scope, canonical);
  const key = signingKey(secret, claim.date.slice(0, 8), options.region);
  if (!isSameSignature(signature(key, text), claim.signature)) {
    const { accessKeyId, signature: provided } = claim;
    return refuse(mismatch({ accessKeyId, stringToSign: text, provided, canonicalRequest: canonical }));
  }
  const opened = openBody(request, headers, {
    payload: claim.payload,
    signing: { ...claim, key, scope, canonicalRequest: canonical },
    // Completing a multipart upload: the body lists the parts, the checksum is that of the object.
    checksumOfBody: !(request.method === 'POST' && query.has('uploadId')),
  });
  if (opened.kind === 'refuse') return opened;
  return {
    kind: 'accept',
    accessKeyId: claim.accessKeyId,
    how: claim.how,
    signature: claim.signature,
    ...objectTarget(headerValue(headers, 'host') ?? '', uri.path, options.buckets),
    query,
    body: opened.body,
  };
}

function uriOf(request: IncomingMessage): RequestUri | null {
  try {
    return readUri(request.url ?? '/');
  } catch (error) {
    if (error instanceof UriError) return null;
    throw error;
  }
}

function firstOfEach({ query }: RequestUri): ReadonlyMap<string, string> {
  return new Map(query.toReversed().map(({ name, value }) => [name, value]));
}

/** One way of signing, and only one. */
function findClaim(
  headers: RequestHeaders,
  query: ReadonlyMap<string, string>,
  { region, now }: JudgeOptions,
): ClaimVerdict {
  const authorization = headerValue(headers, 'authorization');
  const old = query.has('Signature');
  const link = query.has('X-Amz-Algorithm');
  if (authorization !== null && (link || old)) return refuse(twoMechanisms(authorization));
  if (link && old) return refuse(twoMechanisms(null));
  if (link) return readLink(query, headers, region, now);
  if (old) return refuse(OLD_SIGNATURE);
  if (authorization === null || authorization === '') return refuse(ACCESS_DENIED);
  return readAuthorization(authorization, headers, region, now);
}

/** Headers that S3 acts on, and that anybody on the way could have added: none may be left out of the signature. */
function notCovered(headers: RequestHeaders, { signedHeaders }: SignatureClaim): readonly string[] {
  const signed = new Set(signedHeaders);
  return (
    [...headers.keys()]
      .filter((name) => name === 'host' || name === 'content-md5' || name.startsWith('x-amz-'))
      // Its value is a line of its own in what is signed.
      .filter((name) => name !== 'x-amz-content-sha256' && !signed.has(name))
      .toSorted()
  );
}

function canonicalOf(
  request: IncomingMessage,
  uri: RequestUri,
  headers: RequestHeaders,
  claim: SignatureClaim,
): string {
  // Only the signature that was read is left out: a second one is a parameter like any other.
  const own = claim.how === 'query' ? uri.query.findIndex(({ name }) => name === 'X-Amz-Signature') : -1;
  return canonicalRequest({
    method: request.method ?? '',
    path: uri.path,
    query: uri.query.filter((_part, index) => index !== own),
    headers: claim.signedHeaders.map(
      (name) => [name, headerValue(headers, name.toLowerCase()) ?? ''] as const,
    ),
    payload: claim.payload,
  });
}
