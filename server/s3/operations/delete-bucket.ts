/** `DELETE /<bucket>`: the buckets are those of the configuration and stay. */
import { RefusedError } from '../error-xml.js';
import { ACCESS_DENIED } from '../refusals.js';
import type { Operation } from './operation.js';

export const deleteBucket: Operation = {
  name: 'DeleteBucket',
  run: async () => {
    throw new RefusedError(ACCESS_DENIED, 'the buckets are those that the mock was started with');
  },
};
