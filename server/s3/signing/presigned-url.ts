/** A link that lets anybody download one object for a while, signed in its query as boto3 does. */
import { createHash } from 'node:crypto';
import { ALGORITHM } from './canonical-request.js';
import { credentialScope, type PresignOptions } from './presigned-post.js';
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
  const date = amzDate(moment);
  const scope = credentialScope(access, date);
  const base = new URL(options.endpoint(bucket));
  // Not through URL: it would resolve the dots of a key like `../x`, which the real link keeps.
  const path = base.pathname + quoteKey(key);
  const query = [
    ['X-Amz-Algorithm', ALGORITHM],
    ['X-Amz-Credential', `${access.accessKeyId}/${scope}`],
    ['X-Amz-Date', date],
    ['X-Amz-Expires', String(options.lifetime)],
    ['X-Amz-SignedHeaders', 'host'],
  ]
    .map(([name = '', value = '']) => `${name}=${quote(value)}`)
    .join('&');
  const request = ['GET', path, query, `host:${base.host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const text = [ALGORITHM, date, scope, createHash('sha256').update(request).digest('hex')].join('\n');
  const secret = signingKey(access.secretAccessKey, date.slice(0, 8), access.region);
  return `${base.origin}${path}?${query}&X-Amz-Signature=${signature(secret, text)}`;
}

/** Everything but unreserved characters. */
function quote(text: string): string {
  try {
    return encodeURIComponent(text).replaceAll(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    throw new UnsignableKeyError();
  }
}

const quoteKey = (key: string): string => quote(key).replaceAll('%2F', '/');
