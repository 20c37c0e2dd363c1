/** What an upload's headers say of the object: kept beside the bytes and given back with them. */
import type { IncomingHttpHeaders } from 'node:http';
import { RefusedError, refusal } from '../error-xml.js';
import type { ObjectAttributes } from '../object-store.js';

/** Bytes of names and values that an object may have. */
const METADATA_BYTES = 2048;

const PREFIX = 'x-amz-meta-';

const KEPT = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
] as const;

/** The framing of the upload is no encoding of the object. */
const ofObject = (encoding: string): string =>
  encoding
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one.toLowerCase() !== 'aws-chunked')
    .join(',');

/** Throws `RefusedError` where it is more than S3 keeps. */
const metadataOf = (headers: IncomingHttpHeaders): Readonly<Record<string, string>> => {
  const entries = Object.entries(headers)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, value]) => [name.slice(PREFIX.length), String(value)] as const);
  const bytes = entries.reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
  if (bytes > METADATA_BYTES)
    throw new RefusedError(
      refusal(400, 'MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', [
        ['Size', String(bytes)],
        ['MaxSizeAllowed', String(METADATA_BYTES)],
      ]),
    );
  return Object.fromEntries(entries);
};

/** Throws `RefusedError`. */
export const sentAttributes = (headers: IncomingHttpHeaders): ObjectAttributes => {
  const kept = KEPT.map((name) => [name, headers[name] ?? ''] as const)
    .map(([name, value]) => [name, name === 'content-encoding' ? ofObject(value) : value] as const)
    .filter(([, value]) => value !== '');
  return {
    contentType: headers['content-type'] || null,
    metadata: metadataOf(headers),
    ...(kept.length === 0 ? {} : { headers: Object.fromEntries(kept) }),
  };
};
