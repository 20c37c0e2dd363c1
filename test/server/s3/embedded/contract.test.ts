import { describeStore } from '../store-contract.js';
import { openStoreIn, removeFolder, temporaryFolder } from './temporary-store.js';

describeStore('the embedded store', async () => {
  const folder = temporaryFolder();
  const store = await openStoreIn(folder);
  return {
    store,
    dispose: async () => {
      await store.close();
      removeFolder(folder);
    },
  };
});
