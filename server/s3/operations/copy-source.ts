/** `x-amz-copy-source`: where a copy comes from. */
import { RefusedError } from '../error-xml.js';
import { invalidArgument } from '../refusals.js';
import { refuseVersion } from './version-id.js';

const HEADER = 'x-amz-copy-source';

const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

const invalid = (message: string, sent: string): RefusedError =>
  new RefusedError(invalidArgument(message, HEADER, sent));

/**
 * `<bucket>/<key>` or `/<bucket>/<key>`, percent-encoded as a whole or in parts, with `?versionId=` behind it. Throws
 * `RefusedError`.
 */
export const readCopySource = (sent: string): { readonly bucket: string; readonly key: string } => {
  const [path = '', query = ''] = sent.split(/\?(.*)/s);
  const [, version] = /^versionId=(.*)$/s.exec(query) ?? [];
  // Bytes of UTF-8 that were not encoded come one character each.
  const decoded = decode(Buffer.from(path, 'latin1').toString('utf8'));
  if (decoded === null) throw invalid('Invalid copy source encoding', sent);
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded) ?? [];
  if (bucket === undefined || key === undefined) throw invalid('Invalid copy source object key', sent);
  refuseVersion(version);
  return { bucket, key };
};
