/** The store's errors in S3's words. Their own messages are for the log and never go out. */
import type { Refusal } from './error-xml.js';
import type { StoreError } from './object-store.js';
import { BUSY, INTERNAL, INVALID_URI, noSuchBucket, refuseKeyLength } from './refusals.js';

export interface Failure {
  readonly refusal: Refusal;
  /** Where the answer is ours and not S3's. */
  readonly reason?: string;
}

/** What the call was about, for errors that name it. */
interface Address {
  readonly bucket: string;
  readonly key: string;
}

export const storeFailure = (error: StoreError, address: Address = { bucket: '', key: '' }): Failure => {
  switch (error.code) {
    case 'CLOSED':
      return { refusal: BUSY };
    case 'DISK_FULL':
      return { refusal: INTERNAL, reason: 'the disk is full' };
    case 'NO_SUCH_BUCKET':
      return { refusal: noSuchBucket(address.bucket) };
    case 'KEY_TOO_LONG':
      return { refusal: refuseKeyLength(address.key) ?? INVALID_URI };
    case 'NO_KEY':
      return { refusal: INVALID_URI };
    default:
      return { refusal: INTERNAL };
  }
};
