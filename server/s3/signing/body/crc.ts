/**
 * The two cyclic redundancy checks that S3 knows and zlib does not, over tables. Both are reflected, begin with ones and
 * end inverted.
 */

/** Castagnoli's polynomial 0x1EDC6F41 (RFC 3720, appendix B.4), reflected. Check value of `123456789`: E3069283. */
const CRC32C = 0x82f63b78;

/**
 * The polynomial 0xAD93D23594C93659 of the NVM Express NVM Command Set Specification (64-bit guard), reflected, in two
 * halves. Check value of `123456789`: AE8B14860A799888.
 */
const CRC64NVME = { high: 0x9a6c9329, low: 0xac4bc9b5 } as const;

/** Tables and state are unsigned 32-bit words: no number of JavaScript has 64 whole bits, and a bigint costs an allocation. */
export interface Crc {
  readonly update: (bytes: Uint8Array) => void;
  /** Big-endian, as S3 writes it in Base64. */
  readonly digest: () => Buffer;
}

const TABLE_32C = Uint32Array.from({ length: 256 }, (_zero, index) => {
  let word = index;
  for (let bit = 0; bit < 8; bit += 1) word = word & 1 ? (word >>> 1) ^ CRC32C : word >>> 1;
  return word;
});

const TABLE_64 = { high: new Uint32Array(256), low: new Uint32Array(256) } as const;
for (let index = 0; index < 256; index += 1) {
  let [high, low] = [0, index];
  for (let bit = 0; bit < 8; bit += 1) {
    const out = low & 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (out === 1) [high, low] = [high ^ CRC64NVME.high, low ^ CRC64NVME.low];
  }
  TABLE_64.high[index] = high;
  TABLE_64.low[index] = low;
}

export function crc32c(): Crc {
  let state = 0xffffffff;
  return {
    update: (bytes) => {
      let word = state;
      for (let at = 0; at < bytes.length; at += 1)
        word = (word >>> 8) ^ (TABLE_32C[(word ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
      state = word;
    },
    digest: () => bigEndian(~state),
  };
}

export function crc64nvme(): Crc {
  let [high, low] = [0xffffffff, 0xffffffff];
  return {
    update: (bytes) => {
      let [upper, lower] = [high, low];
      for (let at = 0; at < bytes.length; at += 1) {
        const index = (lower ^ (bytes[at] ?? 0)) & 0xff;
        lower = ((lower >>> 8) | (upper << 24)) ^ (TABLE_64.low[index] ?? 0);
        upper = (upper >>> 8) ^ (TABLE_64.high[index] ?? 0);
      }
      [high, low] = [upper, lower];
    },
    digest: () => Buffer.concat([bigEndian(~high), bigEndian(~low)]),
  };
}

function bigEndian(word: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(word >>> 0);
  return bytes;
}
