/**
 * What the jwt plugin of Kong 2.8.1 thinks of a request, in its default settings: a pure function of query, headers
 * and credentials, so that a journal can ask again why a request was refused.
 *
 * No JWT library does this. Kong takes what each of them refuses (padding, either base64 alphabet, an expired token, an
 * issuer in the header only, cjson's idea of JSON), refuses in an order of its own with texts of its own, and falls
 * over with 500 where they would say "invalid". Claims such as `exp` and `nbf` are not looked at, because cQube leaves
 * `claims_to_verify` unset.
 */
import { parseCjson } from './cjson.js';
import type { CjsonValue } from './cjson.js';
import type { Credential } from './credentials.js';
import { findToken } from './find-token.js';
import type { TokenPlace } from './find-token.js';
import { decodeKongBase64 } from './kong-base64.js';
import { isSignatureOf } from './signatures.js';

export interface TokenRequest {
  /** Behind the question mark, undecoded; empty if there is none. */
  readonly query: string;
  /** Names and values in turn, as `IncomingMessage.rawHeaders`. */
  readonly rawHeaders: readonly string[];
  readonly credentials: { readonly get: (key: string) => Credential | null };
}

/** In the order in which Kong finds them. The value is the `message` of the 401. */
const MESSAGES = {
  'no-token': 'Unauthorized',
  'token-without-value': 'Unrecognizable token',
  'several-tokens': 'Multiple tokens provided',
  'not-a-token': 'Bad token; invalid JSON',
  'algorithm-unknown': 'Bad token; invalid alg',
  'claims-false': 'Bad token; invalid claims',
  'signature-undecodable': 'Bad token; invalid signature',
  'issuer-missing': "No mandatory 'iss' in claims",
  'issuer-empty': "Invalid 'iss' in claims",
  'issuer-unknown': "No credentials found for given 'iss'",
  'issuer-revoked': "No credentials found for given 'iss'",
  'algorithm-differs': 'Invalid algorithm',
  'signature-wrong': 'Invalid signature',
} as const;

export type RefusalReason = keyof typeof MESSAGES;

/** Where Kong's plugin indexes or looks up something that it cannot: its 500. */
export type FailureReason = 'header-not-indexable' | 'claims-not-indexable' | 'issuer-not-text';

interface Looked {
  /** Where the token was found; null: nowhere. */
  readonly place: TokenPlace | null;
  readonly token: string | null;
  /** The credential that the token names, even if it was refused. */
  readonly credential: Credential | null;
}

export type TokenVerdict =
  | {
      readonly outcome: 'accepted';
      readonly place: TokenPlace;
      readonly token: string;
      readonly credential: Credential;
    }
  | (Looked & {
      readonly outcome: 'refused';
      readonly status: 401;
      readonly reason: RefusalReason;
      readonly message: string;
    })
  | (Looked & {
      readonly outcome: 'failed';
      readonly status: 500;
      readonly reason: FailureReason;
      readonly message: string;
    });

type Finding =
  | { readonly kind: 'accepted'; readonly credential: Credential }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly credential?: Credential }
  | { readonly kind: 'failed'; readonly reason: FailureReason };

/** Kong 2.8's list; PS*, ES512 and EdDSA came with 3.x. */
const KNOWN_ALGORITHMS: ReadonlySet<string> = new Set([
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS512',
  'ES256',
  'ES384',
]);

export function judgeToken({ query, rawHeaders, credentials }: TokenRequest): TokenVerdict {
  const found = findToken(query, rawHeaders);
  const none: Looked = { place: null, token: null, credential: null };
  if (found.kind === 'none') return refusal('no-token', none);
  if (found.kind === 'valueless') return refusal('token-without-value', { ...none, place: found.place });
  if (found.kind === 'several') return refusal('several-tokens', { ...none, place: found.place });
  const { place, token } = found;
  const finding = examine(token, credentials);
  if (finding.kind === 'accepted')
    return { outcome: 'accepted', place, token, credential: finding.credential };
  if (finding.kind === 'failed') {
    const message = 'An unexpected error occurred';
    return {
      outcome: 'failed',
      status: 500,
      reason: finding.reason,
      message,
      place,
      token,
      credential: null,
    };
  }
  return refusal(finding.reason, { place, token, credential: finding.credential ?? null });
}

function refusal(reason: RefusalReason, looked: Looked): TokenVerdict {
  return { outcome: 'refused', status: 401, reason, message: MESSAGES[reason], ...looked };
}

function examine(token: string, credentials: TokenRequest['credentials']): Finding {
  const parts = splitToken(token);
  const header = parts && parseCjson(parts.header);
  const claims = parts && parseCjson(parts.claims);
  if (!parts || !header?.ok || !claims?.ok) return { kind: 'refused', reason: 'not-a-token' };

  if (!isIndexable(header.value)) return { kind: 'failed', reason: 'header-not-indexable' };
  const algorithm = entry(header.value, 'alg');
  if (typeof algorithm !== 'string' || !KNOWN_ALGORITHMS.has(algorithm)) {
    return { kind: 'refused', reason: 'algorithm-unknown' };
  }
  if (claims.value === false) return { kind: 'refused', reason: 'claims-false' };
  if (parts.signature === null) return { kind: 'refused', reason: 'signature-undecodable' };

  if (!isIndexable(claims.value)) return { kind: 'failed', reason: 'claims-not-indexable' };
  // Not `??`: a null in the claims is there, and hides the header's.
  const claimed = entry(claims.value, 'iss');
  const issuer = claimed === undefined ? entry(header.value, 'iss') : claimed;
  if (issuer === undefined) return { kind: 'refused', reason: 'issuer-missing' };
  if (issuer === '') return { kind: 'refused', reason: 'issuer-empty' };
  const key = typeof issuer === 'string' ? databaseText(issuer) : null;
  if (key === null) return { kind: 'failed', reason: 'issuer-not-text' };

  const credential = credentials.get(key);
  if (credential === null) return { kind: 'refused', reason: 'issuer-unknown' };
  // Kong forgets a deleted credential; we remember it, to be able to say which one it was.
  if (credential.revokedAt !== null) return { kind: 'refused', reason: 'issuer-revoked', credential };
  if (algorithm !== credential.algorithm) return { kind: 'refused', reason: 'algorithm-differs', credential };
  return isSignatureOf(parts.signature, parts.signed, credential)
    ? { kind: 'accepted', credential }
    : { kind: 'refused', reason: 'signature-wrong', credential };
}

interface TokenParts {
  /** Decoded, bytes. */
  readonly header: string;
  readonly claims: string;
  /** Null: does not decode, for example because a fourth part hangs on it. */
  readonly signature: string | null;
  /** What the signature is over, as it stands in the token. */
  readonly signed: string;
}

/** Null: fewer than three parts, or one of the first two does not decode. */
function splitToken(token: string): TokenParts | null {
  const [header64, claims64, ...rest] = token.split('.');
  if (header64 === undefined || claims64 === undefined || rest.length === 0) return null;
  const header = decodeKongBase64(header64);
  const claims = decodeKongBase64(claims64);
  if (header === null || claims === null) return null;
  return { header, claims, signature: decodeKongBase64(rest.join('.')), signed: `${header64}.${claims64}` };
}

/** Lua finds fields in tables, and finds none in text; on numbers, booleans and null it raises an error. */
function isIndexable(
  value: CjsonValue,
): value is string | readonly CjsonValue[] | ReadonlyMap<string, CjsonValue> {
  return typeof value === 'string' || value instanceof Map || Array.isArray(value);
}

/** Undefined: absent, or false, which is one thing to Lua's `or`. Null is a value like others. */
function entry(value: CjsonValue, name: string): CjsonValue | undefined {
  const found: CjsonValue | undefined = value instanceof Map ? value.get(name) : undefined;
  return found === false ? undefined : found;
}

/** Bytes to text; null where Kong's database would raise an error: a NUL byte, or bytes that are not UTF-8. */
function databaseText(bytes: string): string | null {
  if (bytes.includes('\0')) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return null;
  }
}
