/** What every store refuses before it looks: buckets it does not have, keys that no object can have. */
import { StoreError } from './object-store.js';

/** Longest key in bytes of UTF-8, as in S3. */
const KEY_BYTES = 1024;

/** Throws `StoreError` NO_SUCH_BUCKET. */
export const checkBucket = (buckets: readonly string[], bucket: string): void => {
  if (!buckets.includes(bucket)) throw new StoreError('NO_SUCH_BUCKET', `there is no bucket ${bucket}`);
};

/** Throws `StoreError` NO_SUCH_BUCKET, NO_KEY or KEY_TOO_LONG. */
export const checkAddress = (buckets: readonly string[], bucket: string, key: string): void => {
  checkBucket(buckets, bucket);
  if (key === '') throw new StoreError('NO_KEY', 'an object needs a key');
  // Half a surrogate pair has no UTF-8: two such keys would become one.
  if (/\p{Surrogate}/u.test(key)) throw new StoreError('NO_KEY', 'the key is not valid Unicode text');
  const bytes = Buffer.byteLength(key);
  if (bytes > KEY_BYTES) throw new StoreError('KEY_TOO_LONG', `the key has ${bytes} bytes, not ${KEY_BYTES}`);
};
