/** An upload in parts that has begun: what is to become of it, and how that is kept through a restart. */
import type { ObjectAttributes } from '../object-store.js';
import { checksumNamed } from '../signing/body/checksum.js';
import type { ChecksumName } from '../signing/signed-body.js';

/** What the finished object's checksum is over: the parts' checksums, or its bytes. */
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

export interface UploadChecksum {
  readonly name: ChecksumName;
  readonly type: ChecksumType;
}

export interface Upload {
  /** 64 hex digits; they sort by the time of the beginning, and nobody can guess them. */
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly initiated: number;
  readonly attributes: ObjectAttributes;
  /** null: none was asked for. */
  readonly checksum: UploadChecksum | null;
}

export const encodeUpload = (upload: Upload): string => JSON.stringify({ version: 1, ...upload });

const isText = (value: unknown): value is string => typeof value === 'string';
const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isFields(value) && Object.values(value).every(isText);

const toAttributes = (value: unknown): ObjectAttributes | null => {
  if (!isFields(value)) return null;
  const { contentType, metadata, headers } = value;
  if ((contentType !== null && !isText(contentType)) || !isTexts(metadata)) return null;
  return { contentType, metadata, ...(isTexts(headers) ? { headers } : {}) };
};

const toChecksum = (value: unknown): UploadChecksum | null => {
  if (!isFields(value)) return null;
  const { name, type } = value;
  const known = isText(name) ? checksumNamed(name) : null;
  if (known === null || (type !== 'COMPOSITE' && type !== 'FULL_OBJECT')) return null;
  return { name: known, type };
};

/** null: that is none of ours. */
export const decodeUpload = (text: string): Upload | null => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isFields(value) || value['version'] !== 1) return null;
  const { id, bucket, key, initiated } = value;
  const attributes = toAttributes(value['attributes']);
  if (!isText(id) || !isText(bucket) || !isText(key) || typeof initiated !== 'number') return null;
  if (attributes === null) return null;
  return { id, bucket, key, initiated, attributes, checksum: toChecksum(value['checksum']) };
};
