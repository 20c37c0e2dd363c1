/**
 * The external store against our own front door: goes in a circle, but over a socket and by everything that the contract
 * asks. What others make of the same requests, `contract.test.ts` shows where a real endpoint is at hand.
 */
import { deepEqual } from 'node:assert/strict';
import { filesBelow, removeFolder, temporaryFolder } from '../embedded/temporary-store.js';
import { ACCESS, openSignedServer } from '../signed-server.js';
import { describeStore } from '../store-contract.js';
import { openStoreAt } from './external-endpoint.js';

describeStore('an external one, at our own front door', async () => {
  const server = await openSignedServer();
  const spoolFolder = temporaryFolder();
  const store = await openStoreAt(
    { url: new URL(`http://127.0.0.1:${server.port}`), access: ACCESS },
    { buckets: ['one', 'two'], spoolFolder },
  );
  return {
    store,
    dispose: async () => {
      await store.close();
      await server.close();
      deepEqual(filesBelow(spoolFolder), [], 'nothing may stay in the spool folder');
      removeFolder(spoolFolder);
    },
  };
});
