/** Names whose values are secrets, wherever they stand: headers, queries, fields, members, elements. */

/** Words of each; between them stands a dash, an underscore or nothing. */
const NAMES = [
  'authorization',
  'proxy authorization',
  'cookie',
  'set cookie',
  'jwt',
  'token',
  'access token',
  'auth token',
  'x auth token',
  'id token',
  'refresh token',
  'bearer',
  'api key',
  'x api key',
  'password',
  'passwd',
  'secret',
  'client secret',
  'policy',
  'signature',
  'x amz signature',
  'x amz credential',
  'x amz security token',
  'x amz server side encryption customer key',
  'aws access key id',
  'access key id',
  'secret access key',
  // Of S3's error documents.
  'signature provided',
  'string to sign',
  'string to sign bytes',
  'canonical request',
  'canonical request bytes',
] as const;

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const known: ReadonlySet<string> = new Set(NAMES.map(plain));

export const isSecretName = (name: string): boolean => name.length < 64 && known.has(plain(name));

/** Source of a regular expression that fits each of the names; longer ones first. */
export const SECRET_NAMES = NAMES.toSorted((a, b) => b.length - a.length)
  .map((name) => name.replaceAll(' ', '[-_]?'))
  .join('|');
