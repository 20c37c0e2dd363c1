import { deepEqual } from 'node:assert/strict';
import { afterAll, describe } from 'vitest';
import { filesBelow, removeFolder, temporaryFolder } from '../embedded/temporary-store.js';
import { describeStore } from '../store-contract.js';
import {
  clientOf,
  emptyBucket,
  EXTERNAL,
  newBucketNames,
  openStoreAt,
  removeBucket,
  theEndpoint,
} from './external-endpoint.js';

describe.skipIf(EXTERNAL === null)('a real endpoint [set: CQUBE_CONFORM_TEST_S3_ENDPOINT]', () => {
  const buckets = newBucketNames();
  afterAll(async () => {
    const client = clientOf(theEndpoint());
    for (const bucket of buckets) await removeBucket(client, bucket);
    client.destroy();
  });
  describeStore(
    'an external one',
    async () => {
      const spoolFolder = temporaryFolder();
      const store = await openStoreAt(theEndpoint(), { buckets, spoolFolder });
      return {
        store,
        dispose: async () => {
          await store.close();
          const client = clientOf(theEndpoint());
          for (const bucket of buckets) await emptyBucket(client, bucket);
          client.destroy();
          deepEqual(filesBelow(spoolFolder), [], 'nothing may stay in the spool folder');
          removeFolder(spoolFolder);
        },
      };
    },
    // Ceph's gateway answers 400; MinIO has no room for such names in its file system.
    { buckets, refusedKeys: ['nul\0inside'] },
  );
});
