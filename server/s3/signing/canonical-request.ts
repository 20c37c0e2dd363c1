/** AWS Signature Version 4 for S3: the texts between a request and its signature. */
import { createHash } from 'node:crypto';
import { canonicalPath, canonicalQuery, type QueryPart } from './request-uri.js';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

export interface CanonicalParts {
  readonly method: string;
  /** Decoded. */
  readonly path: string;
  /** Decoded, without the signature itself. */
  readonly query: readonly QueryPart[];
  /** Lower-case name and joined values of each signed header, in the order in which they are listed. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** What stands for the body: a SHA-256 in hex, or a word such as `UNSIGNED-PAYLOAD`. */
  readonly payload: string;
}

/** S3's own form: the path is encoded once, and its dots and doubled slashes stay. One character a byte. */
export const canonicalRequest = ({ method, path, query, headers, payload }: CanonicalParts): string =>
  [
    method,
    canonicalPath(path),
    canonicalQuery(query),
    headers.map(([name, value]) => `${name}:${trimBlanks(value)}\n`).join(''),
    headers.map(([name]) => name).join(';'),
    payload,
  ].join('\n');

const trimBlanks = (value: string): string => value.replaceAll(/[ \t]+/g, ' ').replaceAll(/^ | $/g, '');

/** `date`: `YYYYMMDDTHHMMSSZ`. `scope`: `<day>/<region>/s3/aws4_request`. */
export const stringToSign = (date: string, scope: string, request: string): string =>
  [ALGORITHM, date, scope, createHash('sha256').update(request, 'latin1').digest('hex')].join('\n');
