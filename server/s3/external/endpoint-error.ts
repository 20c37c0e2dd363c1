/** What an endpoint says no with, as one line for a person and without secrets. */
import { StoreError, type StoreErrorCode } from '../object-store.js';
import { childText, readXml } from './read-xml.js';

/** An answer that is not the one that was asked for. */
export interface EndpointRefusal {
  readonly status: number;
  /** S3's name of the error; null: the answer had none. */
  readonly code: string | null;
  readonly message: string | null;
  /** Where the bucket lies, if the endpoint says that it is not here. */
  readonly region: string | null;
}

/** Characters of a message that are passed on. */
const MESSAGE = 200;

const oneLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, MESSAGE);

const nonEmpty = (text: string | null): string | null => (text === null || text === '' ? null : text);

/** Reads the body of a refusal, whatever it is. */
export const readRefusal = (
  status: number,
  body: string,
  bucketRegion: string | undefined,
): EndpointRefusal => {
  const root = readXml(body);
  const error = root?.name === 'Error' ? root : null;
  const text = (name: string): string | null =>
    error === null ? null : nonEmpty(oneLine(childText(error, name) ?? ''));
  return {
    status,
    code: text('Code'),
    message: text('Message'),
    region: nonEmpty(oneLine(bucketRegion ?? '')) ?? text('Region'),
  };
};

/** Errors that have a meaning to our own clients. MinIO's have its name in front. */
const CODES: Readonly<Record<string, StoreErrorCode>> = {
  NoSuchBucket: 'NO_SUCH_BUCKET',
  KeyTooLongError: 'KEY_TOO_LONG',
  KeyTooLong: 'KEY_TOO_LONG',
  InvalidObjectName: 'NO_KEY',
  XMinioInvalidObjectName: 'NO_KEY',
  XMinioInvalidResourceName: 'NO_KEY',
  XMinioParentIsObject: 'NO_KEY',
  XMinioObjectExistsAsDirectory: 'NO_KEY',
  QuotaExceeded: 'DISK_FULL',
  XMinioStorageFull: 'DISK_FULL',
  XMinioAdminBucketQuotaExceeded: 'DISK_FULL',
};

/** What to do about errors that a setting mends. */
const MENDS: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'check AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'check AWS_SECRET_ACCESS_KEY',
  RequestTimeTooSkewed: "set this machine's clock",
  AccessDenied: 'give the credentials the right to list, read, write and delete there',
  AllAccessDisabled: 'use other credentials',
};

const mendOf = ({ code, region }: EndpointRefusal): string => {
  if (region !== null) return `: set AWS_REGION to ${region}`;
  const mend = code === null ? undefined : MENDS[code];
  return mend === undefined ? '' : `: ${mend}`;
};

/** `what`: what was asked, without the credentials. */
export const refusedError = (
  what: string,
  refused: EndpointRefusal,
  secrets: readonly string[],
): StoreError => {
  const { status, code, message } = refused;
  const said = [status, code, message === null ? null : `(${message})`]
    .filter((part) => part !== null)
    .join(' ');
  const line = secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '***'), said);
  return new StoreError(
    (code === null ? undefined : CODES[code]) ?? 'STORE_FAILED',
    `${what} was answered ${line}${mendOf(refused)}`,
  );
};
