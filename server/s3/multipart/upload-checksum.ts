/** Which checksum an upload is begun with, and how that of the whole comes from those of the parts. */
import type { IncomingHttpHeaders } from 'node:http';
import { checksumHeader, checksumNamed, checksumOfHeader, createChecksum } from '../signing/body/checksum.js';
import type { Checksum, ChecksumName } from '../signing/signed-body.js';
import { invalidRequest, wrongChecksum } from './multipart-refusals.js';
import type { ChecksumType, UploadChecksum } from './upload.js';

/** What can be had of each; the first is meant where nothing is said. */
const TYPES = {
  crc32: ['COMPOSITE', 'FULL_OBJECT'],
  crc32c: ['COMPOSITE', 'FULL_OBJECT'],
  crc64nvme: ['FULL_OBJECT'],
  sha1: ['COMPOSITE'],
  sha256: ['COMPOSITE'],
} as const satisfies Record<ChecksumName, readonly ChecksumType[]>;

/** Throws `RefusedError`. */
export const readUploadChecksum = (headers: IncomingHttpHeaders): UploadChecksum | null => {
  const algorithm = headers['x-amz-checksum-algorithm'];
  const asked = headers['x-amz-checksum-type'];
  if (algorithm === undefined) {
    if (asked === undefined) return null;
    throw invalidRequest(
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const name = checksumNamed(String(algorithm));
  if (name === null)
    throw invalidRequest(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  const types: readonly ChecksumType[] = TYPES[name];
  if (asked === undefined) return { name, type: types[0] ?? 'COMPOSITE' };
  const type = types.find((one) => one === String(asked).toUpperCase());
  if (type !== undefined) return { name, type };
  if (asked !== 'COMPOSITE' && asked !== 'FULL_OBJECT')
    throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  throw invalidRequest(`The ${asked} checksum type cannot be used with the ${name} checksum algorithm.`);
};

/** Of the parts' checksums, in Base64, with the number of parts behind it. */
export const compositeChecksum = (name: ChecksumName, values: readonly string[]): Checksum => {
  const sum = createChecksum(name);
  for (const value of values) sum.update(Buffer.from(value, 'base64'));
  return { name, value: `${sum.digest().toString('base64')}-${values.length}` };
};

/**
 * The checksum of the whole that a completion promises, in Base64; null: none. `name`: the one that the upload was begun
 * with, or null; promising another throws `RefusedError`, since nobody would look at it.
 */
export const promisedChecksum = (headers: IncomingHttpHeaders, name: ChecksumName | null): string | null => {
  const promised = Object.keys(headers)
    .map(checksumOfHeader)
    .filter((found) => found !== null);
  const other = promised.find((found) => found !== name);
  if (other !== undefined) throw wrongChecksum(name, other);
  const value = name === null ? undefined : headers[checksumHeader(name)];
  return value === undefined ? null : String(value);
};
