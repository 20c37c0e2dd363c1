/** The checksums against the check values that their definitions publish. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChecksum, isChecksumValue } from '../../../../../server/s3/signing/body/checksum.js';
import type { ChecksumName } from '../../../../../server/s3/signing/signed-body.js';

/** Hex of the sum of the ASCII text `123456789`, by which checksums are told apart. */
const CHECK: readonly (readonly [ChecksumName, string])[] = [
  ['crc32', 'cbf43926'],
  ['crc32c', 'e3069283'],
  ['crc64nvme', 'ae8b14860a799888'],
  ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
];

const sumOf = (name: ChecksumName, ...pieces: readonly Uint8Array[]): string => {
  const sum = createChecksum(name);
  for (const piece of pieces) sum.update(piece);
  return sum.digest().toString('hex');
};

describe.each(CHECK)('%s', (name, check) => {
  it('has the published check value', () => {
    expect(sumOf(name, Buffer.from('123456789'))).toBe(check);
  });

  it('does not depend on how the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array(), { maxLength: 6 }), (pieces) => {
        expect(sumOf(name, ...pieces)).toBe(sumOf(name, Buffer.concat(pieces)));
      }),
    );
  });

  it('is written in Base64 of its own length, and only one way', () => {
    const value = Buffer.from(check, 'hex').toString('base64');
    expect(isChecksumValue(name, value)).toBe(true);
    const others = ['', '!', value.slice(1), `${value}A`, `${value} `, value.replace(/=*$/, ''), check];
    const wrong = others.filter((other) => other !== value);
    expect(wrong.filter((other) => isChecksumValue(name, other))).toEqual([]);
  });
});

// RFC 3720, appendix B.4; byte order as S3 has it.
it.each([
  ['32 bytes of zeroes', Buffer.alloc(32), '8a9136aa'],
  ['32 bytes of ones', Buffer.alloc(32, 0xff), '62a8ab43'],
  ['0 to 31', Buffer.from(Array.from({ length: 32 }, (_none, index) => index)), '46dd794e'],
  ['31 to 0', Buffer.from(Array.from({ length: 32 }, (_none, index) => 31 - index)), '113fdb5c'],
])('crc32c of %s', (_title, bytes, expected) => {
  expect(sumOf('crc32c', bytes)).toBe(expected);
});

// The NVM Express NVM Command Set Specification's test cases.
it.each([
  ['4096 bytes of zeroes', Buffer.alloc(4096), '6482d367eb22b64e'],
  ['4096 bytes of ones', Buffer.alloc(4096, 0xff), 'c0ddba7302eca3ac'],
])('crc64nvme of %s', (_title, bytes, expected) => {
  expect(sumOf('crc64nvme', bytes)).toBe(expected);
});
