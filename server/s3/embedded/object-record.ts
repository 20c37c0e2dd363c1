/**
 * The pointer record: what stands under a key and in which file its bytes lie. Two lines, the record as JSON and the
 * SHA-256 of that line, so that a torn or flipped one is noticed.
 */
import { createHash } from 'node:crypto';
import type { StoredObject } from '../object-store.js';

export interface ObjectRecord {
  readonly object: StoredObject;
  /** Name of the bytes: 32 hex digits. */
  readonly bytesId: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Name of the record of a key, whatever characters the key has. Buckets are first, as none has a slash in its name. */
export const recordName = (bucket: string, key: string): string => sha256(`${bucket}/${key}`);

export const encodeRecord = ({ object, bytesId }: ObjectRecord): string => {
  const line = JSON.stringify({ version: 1, bytesId, ...object });
  return `${line}\n${sha256(line)}\n`;
};

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every(isText);

const toRecord = (value: Readonly<Record<string, unknown>>): ObjectRecord | null => {
  const { bytesId, bucket, key, bytes, md5, sha256: sum, etag, contentType, metadata, lastModified } = value;
  const { headers, checksum } = value;
  if (value['version'] !== 1 || !isText(bytesId) || !/^[0-9a-f]{32}$/.test(bytesId)) return null;
  if (!isText(bucket) || !isText(key) || !isText(md5) || !isText(sum) || !isText(etag)) return null;
  if (!isCount(bytes) || !isCount(lastModified) || !isTexts(metadata)) return null;
  if (contentType !== null && !isText(contentType)) return null;
  const object = { bucket, key, bytes, md5, sha256: sum, etag, contentType, metadata, lastModified };
  const promised = isTexts(checksum)
    ? { checksum: { name: checksum['name'] ?? '', value: checksum['value'] ?? '' } }
    : {};
  return { bytesId, object: { ...object, ...(isTexts(headers) ? { headers } : {}), ...promised } };
};

/** The record in a file of that name, or one line that says why there is none. */
export const decodeRecord = (name: string, text: string): ObjectRecord | string => {
  const end = text.indexOf('\n');
  const line = text.slice(0, end);
  if (end < 0 || text.slice(end + 1) !== `${sha256(line)}\n`) return 'the record is torn or was changed';
  const record = toRecord(JSON.parse(line) as Readonly<Record<string, unknown>>);
  if (record === null) return 'the record is of another version';
  const { bucket, key } = record.object;
  return recordName(bucket, key) === name ? record : 'the record stands under the name of another key';
};
