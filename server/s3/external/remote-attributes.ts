/**
 * How an object's attributes lie at the endpoint: where a header holds them exactly, in that header, so that every other
 * client sees them; what no header holds, and what S3 has no place for, in metadata of our own.
 *
 *   x-amz-meta-cqube-sha256, -md5   sums of the bytes
 *   x-amz-meta-cqube-modified       milliseconds since 1970 by the server's clock, which may be elsewhere than the endpoint's
 *   x-amz-meta-cqube-exact          the rest: JSON in base64url, only if there is any
 *
 * Ours counts towards the 2 KB of metadata that AWS allows: some 140 bytes without the rest.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { ObjectAttributes, ObjectChecksum, StoredObject } from '../object-store.js';

const META = 'x-amz-meta-';
const OWN = 'cqube-';
const SHA256 = `${META}${OWN}sha256`;
const MD5 = `${META}${OWN}md5`;
const MODIFIED = `${META}${OWN}modified`;
const EXACT = `${META}${OWN}exact`;

/** Headers that S3 gives back as they came. */
const GIVEN_BACK = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];

/** What no header holds. */
interface Exact {
  readonly contentType?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly etag?: string;
  readonly checksum?: ObjectChecksum;
}

/** ASCII without anything that is trimmed, folded or dropped on the way. */
const isSafeValue = (value: string): boolean =>
  /^[!-~](?:[ -~]*[!-~])?$/.test(value) && !value.includes('  ');

/** Letters that all servers keep apart: some turn `_` into `-`. */
const isSafeName = (name: string): boolean => /^[a-z0-9][a-z0-9-]*$/.test(name) && !name.startsWith(OWN);

const isSafeHeader = (name: string, value: string): boolean =>
  GIVEN_BACK.includes(name) &&
  isSafeValue(value) &&
  // AWS reads a date in it and writes its own.
  (name !== 'expires' || new Date(value).toUTCString() === value);

/** Splits entries in those that fit and the rest. */
const split = (
  entries: Readonly<Record<string, string>>,
  fits: (name: string, value: string) => boolean,
): {
  readonly held: readonly (readonly [string, string])[];
  readonly rest: readonly (readonly [string, string])[];
} => {
  const all = Object.entries(entries);
  return {
    held: all.filter(([name, value]) => fits(name, value)),
    rest: all.filter(([name, value]) => !fits(name, value)),
  };
};

/** Headers of the PUT. */
export const encodeAttributes = (object: StoredObject): Readonly<Record<string, string>> => {
  const { contentType, metadata, headers, md5, sha256, etag, checksum, lastModified } = object;
  const typeHeld = contentType !== null && isSafeValue(contentType);
  const meta = split(metadata, (name, value) => isSafeName(name) && isSafeValue(value));
  const further = split(headers ?? {}, isSafeHeader);
  const exact: Exact = {
    ...(typeHeld ? {} : { contentType }),
    ...(meta.rest.length > 0 ? { metadata: Object.fromEntries(meta.rest) } : {}),
    ...(headers !== undefined && (further.rest.length > 0 || further.held.length === 0)
      ? { headers: Object.fromEntries(further.rest) }
      : {}),
    ...(etag === md5 ? {} : { etag }),
    ...(checksum === undefined ? {} : { checksum }),
  };
  return {
    ...Object.fromEntries(further.held),
    ...(typeHeld ? { 'content-type': contentType } : {}),
    ...Object.fromEntries(meta.held.map(([name, value]) => [META + name, value])),
    ...(sha256 === null ? {} : { [SHA256]: sha256 }),
    ...(md5 === null ? {} : { [MD5]: md5 }),
    [MODIFIED]: String(lastModified),
    ...(Object.keys(exact).length === 0
      ? {}
      : { [EXACT]: Buffer.from(JSON.stringify(exact)).toString('base64url') }),
  };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every((entry) => typeof entry === 'string');

const isExact = (value: unknown): value is Exact =>
  isRecord(value) &&
  (!('contentType' in value) || value['contentType'] === null || typeof value['contentType'] === 'string') &&
  (!('metadata' in value) || isTexts(value['metadata'])) &&
  (!('headers' in value) || isTexts(value['headers'])) &&
  (!('etag' in value) || typeof value['etag'] === 'string') &&
  (!('checksum' in value) ||
    (isRecord(value['checksum']) &&
      typeof value['checksum']['name'] === 'string' &&
      typeof value['checksum']['value'] === 'string'));

const readExact = (text: string): Exact | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return isExact(value) ? value : null;
  } catch {
    return null;
  }
};

/** Node gives the same header twice as one text with a comma, but for a few. */
const header = (headers: IncomingHttpHeaders, name: string): string | null => {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
};

/** What the endpoint itself says of an object. */
export interface RemoteFacts {
  readonly bytes: number;
  /** Without the quotes. */
  readonly etag: string;
  /** Milliseconds since 1970, whole seconds, by the endpoint's clock. */
  readonly modified: number;
}

/** The ETag of the bytes is their MD5 unless they came in parts or lie encrypted with a key of the client's or KMS's. */
export const isMd5Etag = (etag: string, headers: IncomingHttpHeaders): boolean =>
  /^[0-9a-f]{32}$/.test(etag) &&
  !header(headers, 'x-amz-server-side-encryption')?.startsWith('aws:') &&
  header(headers, 'x-amz-server-side-encryption-customer-algorithm') === null;

interface OwnFacts {
  readonly md5: string;
  readonly sha256: string;
  readonly modified: number;
  readonly exact: Exact;
}

/** null: the object is not ours, or its bytes were replaced under our metadata. */
const readOwn = (headers: IncomingHttpHeaders, { etag }: RemoteFacts): OwnFacts | null => {
  const md5 = header(headers, MD5) ?? '';
  const sha256 = header(headers, SHA256) ?? '';
  const modified = header(headers, MODIFIED) ?? '';
  const exact = readExact(header(headers, EXACT) ?? Buffer.from('{}').toString('base64url'));
  if (!/^[0-9a-f]{32}$/.test(md5) || !/^[0-9a-f]{64}$/.test(sha256)) return null;
  if (!/^\d{1,15}$/.test(modified) || exact === null) return null;
  if (isMd5Etag(etag, headers) && etag !== md5) return null;
  return { md5, sha256, modified: Number(modified), exact };
};

const plainAttributes = (headers: IncomingHttpHeaders): ObjectAttributes => {
  const metadata = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(META) && !name.startsWith(META + OWN) && typeof value === 'string'
      ? [[name.slice(META.length), value] as const]
      : [],
  );
  const further = GIVEN_BACK.flatMap((name) => {
    const value = header(headers, name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    contentType: header(headers, 'content-type'),
    metadata: Object.fromEntries(metadata),
    ...(further.length === 0 ? {} : { headers: Object.fromEntries(further) }),
  };
};

/** The object that an answer to HEAD or GET describes. */
export const decodeAttributes = (
  address: { readonly bucket: string; readonly key: string },
  headers: IncomingHttpHeaders,
  facts: RemoteFacts,
): StoredObject => {
  const { bytes, etag } = facts;
  const plain = plainAttributes(headers);
  const own = readOwn(headers, facts);
  if (own === null) {
    const md5 = isMd5Etag(etag, headers) ? etag : null;
    return { ...address, bytes, md5, sha256: null, etag, lastModified: facts.modified, ...plain };
  }
  const { md5, sha256, modified, exact } = own;
  const further =
    plain.headers === undefined && exact.headers === undefined
      ? {}
      : { headers: { ...plain.headers, ...exact.headers } };
  return {
    ...address,
    bytes,
    md5,
    sha256,
    etag: exact.etag ?? md5,
    lastModified: modified,
    contentType: exact.contentType === undefined ? plain.contentType : exact.contentType,
    metadata: { ...plain.metadata, ...exact.metadata },
    ...further,
    ...(exact.checksum === undefined ? {} : { checksum: exact.checksum }),
  };
};
