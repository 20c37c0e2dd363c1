/** A link that lets anybody download one object for a while, signed in its query as boto3 does. */
import { ALGORITHM, canonicalRequest, stringToSign } from './canonical-request.js';
import { UNSIGNED_PAYLOAD } from './payload.js';
import { credentialScope, type PresignOptions } from './presigned-post.js';
import { canonicalPath, canonicalQuery } from './request-uri.js';
import { amzDate, signature, signingKey } from './signing-key.js';

/** The key cannot stand in a URL: it holds half a surrogate pair, for which UTF-8 has no bytes. */
export class UnsignableKeyError extends Error {
  readonly code = 'UNSIGNABLE_KEY';

  constructor() {
    super('key has no UTF-8 form');
    this.name = 'UnsignableKeyError';
  }
}

/** Throws UnsignableKeyError. */
export function presignGet(options: PresignOptions): string {
  const { access, bucket, key, moment } = options;
  if (/\p{Surrogate}/u.test(key)) throw new UnsignableKeyError();
  const date = amzDate(moment);
  const scope = credentialScope(access, date);
  const base = new URL(options.endpoint(bucket));
  // Not through URL: it would resolve the dots of a key like `../x`, which the real link keeps.
  const path = decodeURIComponent(base.pathname) + key;
  const query = [
    { name: 'X-Amz-Algorithm', value: ALGORITHM },
    { name: 'X-Amz-Credential', value: `${access.accessKeyId}/${scope}` },
    { name: 'X-Amz-Date', value: date },
    { name: 'X-Amz-Expires', value: String(options.lifetime) },
    { name: 'X-Amz-SignedHeaders', value: 'host' },
  ];
  const headers = [['host', base.host]] as const;
  const request = canonicalRequest({ method: 'GET', path, query, headers, payload: UNSIGNED_PAYLOAD });
  const secret = signingKey(access.secretAccessKey, date.slice(0, 8), access.region);
  const signed = signature(secret, stringToSign(date, scope, request));
  return `${base.origin}${canonicalPath(path)}?${canonicalQuery(query)}&X-Amz-Signature=${signed}`;
}
