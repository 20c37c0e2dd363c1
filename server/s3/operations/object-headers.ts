/** The headers that an object comes back with. */
import type { ServerResponse } from 'node:http';
import { RefusedError } from '../error-xml.js';
import type { ByteRange, StoredObject } from '../object-store.js';
import { invalidArgument } from '../refusals.js';

/** What no header can hold as it is comes as S3 writes it: the text's UTF-8 as an encoded word of RFC 2047. */
const headerText = (value: string): string =>
  /^[\t\u0020-\u007e]*$/.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;

/** Query parameters by which a link says what headers its download has. */
const OVERRIDES = {
  'response-cache-control': 'Cache-Control',
  'response-content-disposition': 'Content-Disposition',
  'response-content-encoding': 'Content-Encoding',
  'response-content-language': 'Content-Language',
  'response-content-type': 'Content-Type',
  'response-expires': 'Expires',
} as const;

/** Throws `RefusedError` for values that no header can hold. */
const override = (response: ServerResponse, query: ReadonlyMap<string, string>): void => {
  for (const [name, header] of Object.entries(OVERRIDES)) {
    const value = query.get(name);
    if (value === undefined) continue;
    if (!/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value))
      throw new RefusedError(
        invalidArgument('Header value cannot be represented using ISO-8859-1.', name, value),
      );
    response.setHeader(header, value);
  }
};

/** The checksum that the client gave the object; S3 tells it only to whoever asks. */
export const setChecksum = (response: ServerResponse, { checksum }: StoredObject): void => {
  if (checksum === undefined) return;
  response.setHeader(`x-amz-checksum-${checksum.name}`, checksum.value);
  response.setHeader('x-amz-checksum-type', checksumType(checksum));
};

/** After a multipart upload it may be one of the parts' checksums, with their number behind it. */
export const checksumType = ({ value }: NonNullable<StoredObject['checksum']>): string =>
  /-\d+$/.test(value) ? 'COMPOSITE' : 'FULL_OBJECT';

/** Those by which a client keeps the object; an answer without it has them too. */
export const setValidators = (response: ServerResponse, object: StoredObject): void => {
  response.setHeader('Last-Modified', new Date(object.lastModified).toUTCString());
  response.setHeader('ETag', `"${object.etag}"`);
  for (const name of ['cache-control', 'expires']) {
    const value = object.headers?.[name];
    if (value !== undefined) response.setHeader(name, headerText(value));
  }
};

/** A form may have named what no header can be called; S3 tells how many of those there are. */
const setMetadata = (response: ServerResponse, { metadata }: StoredObject): void => {
  const entries = Object.entries(metadata);
  const [named, unnamed] = [true, false].map((isToken) =>
    entries.filter(([name]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) === isToken),
  );
  for (const [name, value] of named ?? []) response.setHeader(`x-amz-meta-${name}`, headerText(value));
  if (unnamed !== undefined && unnamed.length > 0) response.setHeader('x-amz-missing-meta', unnamed.length);
};

/** `range`: what is sent of it; null: all. Throws `RefusedError`. */
export const setObjectHeaders = (
  response: ServerResponse,
  object: StoredObject,
  range: ByteRange | null,
  query: ReadonlyMap<string, string>,
): void => {
  setValidators(response, object);
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Type', headerText(object.contentType ?? 'binary/octet-stream'));
  for (const [name, value] of Object.entries(object.headers ?? {}))
    response.setHeader(name, headerText(value));
  setMetadata(response, object);
  override(response, query);
  const { from, to } = range ?? { from: 0, to: object.bytes - 1 };
  response.setHeader('Content-Length', to - from + 1);
  if (range === null) return;
  response.statusCode = 206;
  response.setHeader('Content-Range', `bytes ${from}-${to}/${object.bytes}`);
};
