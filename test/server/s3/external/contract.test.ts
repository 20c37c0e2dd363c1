import { afterAll, describe, expect, it } from 'vitest';
import { filesBelow, removeFolder, temporaryFolder } from '../embedded/temporary-store.js';
import { describeStore } from '../store-contract.js';
import {
  clientOf,
  emptyBucket,
  EXTERNAL,
  newBucketNames,
  NO_ENDPOINT,
  openStoreAt,
  removeBucket,
} from './external-endpoint.js';

if (EXTERNAL === null) describe('store: an external one', () => it.skip(NO_ENDPOINT, () => {}));
else {
  const endpoint = EXTERNAL;
  const buckets = newBucketNames();
  const client = clientOf(endpoint);
  afterAll(async () => {
    for (const bucket of buckets) await removeBucket(client, bucket);
    client.destroy();
  });
  describeStore(
    'an external one',
    async () => {
      const spoolFolder = temporaryFolder();
      const store = await openStoreAt(endpoint, { buckets, spoolFolder });
      return {
        store,
        dispose: async () => {
          await store.close();
          for (const bucket of buckets) await emptyBucket(client, bucket);
          expect(filesBelow(spoolFolder)).toEqual([]);
          removeFolder(spoolFolder);
        },
      };
    },
    // Ceph's gateway answers 400; MinIO has no room for such names in its file system.
    { buckets, refusedKeys: ['nul\0inside'] },
  );
}
