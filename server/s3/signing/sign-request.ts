/** Signs a request of our own to an S3 endpoint, by header. */
import { ALGORITHM, canonicalRequest, stringToSign } from './canonical-request.js';
import { credentialScope } from './presigned-post.js';
import { readUri } from './request-uri.js';
import { amzDate, type S3Access, signature, signingKey } from './signing-key.js';

export interface SignOptions {
  readonly access: S3Access;
  readonly method: string;
  readonly url: {
    /** As it will stand in `Host`, with the port where it is not the scheme's own. */
    readonly host: string;
    /** Percent-encoded, from the first slash. */
    readonly path: string;
    /** Percent-encoded, without the question mark; empty: none. */
    readonly query: string;
  };
  /** All are signed. Values as node:http writes them: one byte a character, none beyond U+00FF. */
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body in lower-case hex, or `UNSIGNED-PAYLOAD`. */
  readonly payloadHash: string;
  /** Milliseconds since 1970. */
  readonly moment: number;
}

/** The headers to send, lower-case: those given, and what the signature adds. Throws UriError. */
export function signRequest(options: SignOptions): Record<string, string> {
  const { access, method, url, payloadHash, moment } = options;
  const date = amzDate(moment);
  const headers: Record<string, string> = {
    ...Object.fromEntries(
      Object.entries(options.headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    host: url.host,
    'x-amz-content-sha256': payloadHash,
    'x-amz-date': date,
  };
  const signed = Object.entries(headers).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const { path, query } = readUri(url.query === '' ? url.path : `${url.path}?${url.query}`);
  const request = canonicalRequest({ method, path, query, headers: signed, payload: payloadHash });
  const scope = credentialScope(access, date);
  const key = signingKey(access.secretAccessKey, date.slice(0, 8), access.region);
  const authorization = [
    `Credential=${access.accessKeyId}/${scope}`,
    `SignedHeaders=${signed.map(([name]) => name).join(';')}`,
    `Signature=${signature(key, stringToSign(date, scope, request))}`,
  ].join(', ');
  return { ...headers, authorization: `${ALGORITHM} ${authorization}` };
}
