/** `PUT /<bucket>`: the buckets are those of the configuration, so that this never makes one. */
import { RefusedError, refusal } from '../error-xml.js';
import { ACCESS_DENIED } from '../refusals.js';
import type { Operation } from './operation.js';

export const createBucket: Operation = {
  name: 'CreateBucket',
  run: async ({ store, bucket }) => {
    if (!store.buckets.includes(bucket))
      throw new RefusedError(ACCESS_DENIED, 'the buckets are those that the mock was started with');
    throw new RefusedError(
      refusal(
        409,
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        [['BucketName', bucket]],
      ),
    );
  },
};
