/**
 * Where objects lie. The front door (`server/s3/`) and the emission API (`server/endpoints/`) know only this; behind it
 * stand the embedded store and any S3 endpoint (`external/`).
 *
 * An object is whole or absent at every moment: `put` publishes with one atomic step, after the last byte is safe.
 */
import type { Readable } from 'node:stream';

/** What is kept beside the bytes. Header names are lower case; `metadata` without the `x-amz-meta-` in front. */
export interface ObjectAttributes {
  readonly contentType: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Further headers to be given back: cache-control, content-disposition, content-encoding, content-language, expires. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface StoredObject extends ObjectAttributes {
  readonly bucket: string;
  /** 1 to 1,024 bytes of UTF-8, any characters, taken literally: no key can leave the bucket. */
  readonly key: string;
  readonly bytes: number;
  /** Lower-case hex. null: not known, as somebody else put it past us. */
  readonly md5: string | null;
  /** Lower-case hex. null: not known, as somebody else put it past us. */
  readonly sha256: string | null;
  /** As S3 gives it out, without the quotes: the MD5, or `<md5>-<parts>` after a multipart upload. */
  readonly etag: string;
  /** Milliseconds since 1970, by the server's clock. */
  readonly lastModified: number;
  /** The checksum that the client promised and that held, given back where it is asked for. */
  readonly checksum?: ObjectChecksum;
}

export interface ObjectChecksum {
  /** `crc32` and the like, as in `x-amz-checksum-crc32`. */
  readonly name: string;
  /** Base64; after a multipart upload with `-<parts>` behind it. */
  readonly value: string;
}

export interface PutOptions extends ObjectAttributes {
  /** Instead of the MD5, for multipart uploads. */
  readonly etag?: string;
  /** Asked after the last byte, since a checksum may come in a trailer. */
  readonly checksumAtEnd?: () => ObjectChecksum | null;
  /** Aborting it undoes the upload: nothing is published, bytes are removed. */
  readonly signal?: AbortSignal;
  /**
   * Called once, synchronously, after the last byte and right before the object becomes visible, with what stands under
   * the key at that moment. Throwing refuses the upload: the error is passed on and nothing is published. Two uploads
   * to one key are asked one after the other, so a race is settled here.
   */
  readonly admit?: (object: StoredObject, current: StoredObject | null) => void;
}

/** Inclusive byte positions, as in `Range: bytes=from-to`, already within the object. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

export interface ListOptions {
  /** Keys that begin so; empty: all. */
  readonly prefix: string;
  /** Keys behind this one in byte order; empty: from the first. */
  readonly after: string;
  /** At most so many. */
  readonly limit: number;
}

export interface ObjectPage {
  /** In the byte order of the UTF-8 keys. */
  readonly objects: readonly StoredObject[];
  /** There are more behind the last. */
  readonly truncated: boolean;
}

export interface ObjectStore {
  readonly buckets: readonly string[];
  /**
   * Stores the whole of `content`. Throws `StoreError`, what `content` throws, or what `admit` throws; then the object
   * under the key, if there is one, is as it was.
   */
  readonly put: (
    bucket: string,
    key: string,
    content: AsyncIterable<Uint8Array>,
    options: PutOptions,
  ) => Promise<StoredObject>;
  readonly head: (bucket: string, key: string) => Promise<StoredObject | null>;
  /** null: no such object. `content` must be read to its end or destroyed. */
  readonly get: (
    bucket: string,
    key: string,
    range?: ByteRange,
  ) => Promise<{ readonly object: StoredObject; readonly content: Readable } | null>;
  readonly list: (bucket: string, options: ListOptions) => Promise<ObjectPage>;
  /** false: there was none. */
  readonly delete: (bucket: string, key: string) => Promise<boolean>;
  /** Waits for what is under way; afterwards every call is refused. */
  readonly close: () => Promise<void>;
}

export type StoreErrorCode =
  | 'NO_SUCH_BUCKET'
  | 'KEY_TOO_LONG'
  | 'NO_KEY'
  | 'DISK_FULL'
  | 'STORE_FAILED'
  | 'CLOSED'
  /** Another server has the folder open. */
  | 'IN_USE';

/** Why the store could not do it; `message` is one line for the log, never for the wire. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
