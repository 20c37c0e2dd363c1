/** The body of a signed request: freed of its chunk framing, and checked against all that was promised of it. */

export type ChecksumName = 'crc32' | 'crc32c' | 'crc64nvme' | 'sha1' | 'sha256';

export interface Checksum {
  readonly name: ChecksumName;
  /** Base64, as in `x-amz-checksum-crc32`. */
  readonly value: string;
}

export interface SignedBody {
  /**
   * May be read once. Throws `RefusedError`, at the latest after the last byte, where framing, signature, length,
   * Content-MD5 or a checksum (header or trailer) does not hold, so what is written from it must not be visible before
   * it ends. The request stays open then: read the rest or close it.
   */
  readonly content: AsyncIterable<Uint8Array>;
  /** Bytes of the content, as announced; null: not announced. */
  readonly length: number | null;
  /** What the client promised and what held, once the content has ended; null: nothing was promised. */
  readonly checksum: () => Checksum | null;
}
