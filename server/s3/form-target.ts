/** Which bucket a form is posted to: by the path (`/<bucket>/`) or by the host (`<bucket>.s3.amazonaws.com`). */
import type { IncomingMessage } from 'node:http';

export interface FormTarget {
  readonly bucket: string;
  /** Where the bucket's objects are, with a slash behind, as S3 tells it in `Location`. */
  readonly base: string;
}

/** null: the address is that of an object, or of nothing. */
export const formTarget = (request: IncomingMessage, buckets: readonly string[]): FormTarget | null => {
  const host = request.headers.host ?? 'localhost';
  const scheme = 'encrypted' in request.socket && request.socket.encrypted === true ? 'https' : 'http';
  const [path = '/'] = (request.url ?? '/').split('?');
  if (path !== '/') {
    const [, bucket] = /^\/([^/]+)\/?$/.exec(path) ?? [];
    return bucket === undefined ? null : { bucket, base: `${scheme}://${host}/${bucket}/` };
  }
  const name = host.toLowerCase();
  // Bucket names may hold dots, so a known one is looked for before the first word is taken for one.
  const bucket = buckets.find((one) => name.startsWith(`${one}.`)) ?? name.split(/[.:]/)[0] ?? '';
  return { bucket, base: `${scheme}://${host}/` };
};

/** Everything but RFC 3986's unreserved characters, slashes included. */
const encodeKey = (key: string): string =>
  encodeURIComponent(key).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export const locationOf = ({ base }: FormTarget, key: string): string => base + encodeKey(key);
