/** The checksums that a client can promise of its body. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ChecksumName } from '../signed-body.js';
import { type Crc, crc32c, crc64nvme } from './crc.js';

/** Bytes of each. */
const SIZES = {
  crc32: 4,
  crc32c: 4,
  crc64nvme: 8,
  sha1: 20,
  sha256: 32,
} as const satisfies Record<ChecksumName, number>;

const PREFIX = 'x-amz-checksum-';

export const checksumHeader = (name: ChecksumName): string => PREFIX + name;

const isName = (text: string): text is ChecksumName => Object.hasOwn(SIZES, text);

/** `crc32` as S3 writes it in messages and in `x-amz-sdk-checksum-algorithm`: in capitals, in any case. */
export const checksumNamed = (text: string): ChecksumName | null => {
  const lower = text.toLowerCase();
  return isName(lower) ? lower : null;
};

/** null: no header of a checksum that we know. */
export const checksumOfHeader = (header: string): ChecksumName | null =>
  header.startsWith(PREFIX) ? checksumNamed(header.slice(PREFIX.length)) : null;

/** Base64 of as many bytes as the checksum has, written the one right way. */
export function isChecksumValue(name: ChecksumName, value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === SIZES[name] && bytes.toString('base64') === value;
}

export function createChecksum(name: ChecksumName): Crc {
  if (name === 'crc32') return zlibCrc32();
  if (name === 'crc32c') return crc32c();
  if (name === 'crc64nvme') return crc64nvme();
  const hash = createHash(name);
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
}

function zlibCrc32(): Crc {
  let state = 0;
  return {
    update: (bytes) => {
      state = crc32(bytes, state);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(state);
      return bytes;
    },
  };
}
