/** Which object an address means: by the path (`/<bucket>/<key>`) or by the host (`<bucket>.s3.amazonaws.com/<key>`). */
import { isIP } from 'node:net';

export interface ObjectTarget {
  /** Empty: no bucket, but all of them. It need not exist. */
  readonly bucket: string;
  /** Empty: the bucket itself. */
  readonly key: string;
}

/** `host`: as in the header; `path`: decoded. A host names a bucket only if it is one of `buckets`. */
export function objectTarget(host: string, path: string, buckets: readonly string[]): ObjectTarget {
  const name = host.toLowerCase().replace(/:\d*$/, '');
  // Names may hold dots, so one may begin as another does.
  const [byHost] =
    isIP(name) > 0
      ? []
      : buckets.filter((bucket) => name.startsWith(`${bucket}.`)).toSorted((a, b) => b.length - a.length);
  if (byHost !== undefined) return { bucket: byHost, key: path.slice(1) };
  const [, bucket = '', key = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(path) ?? [];
  return { bucket, key };
}
