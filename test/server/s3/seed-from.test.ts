import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { seedFrom } from '../../../server/s3/seed-from.js';
import type { ObjectStore } from '../../../server/s3/object-store.js';
import { openStoreIn, removeFolder, temporaryFolder } from './embedded/temporary-store.js';
import { pieces, PLAIN, readText } from './store-contract.js';

let folder: string;
let seed: string;
let store: ObjectStore;
beforeEach(async () => {
  folder = temporaryFolder();
  seed = temporaryFolder();
  store = await openStoreIn(folder);
});
afterEach(async () => {
  await store.close();
  removeFolder(folder);
  removeFolder(seed);
});

const write = (path: string, content: string): void => {
  mkdirSync(dirname(join(seed, path)), { recursive: true });
  writeFileSync(join(seed, path), content);
};
const roles = { input: 'one', output: 'two' };

it('stores files under their paths, by bucket or role', async () => {
  write('input/dir with space/दिल्ली.csv', 'in');
  write('two/out.csv', 'out');
  write('emission.txt', 'a file beside the buckets is none');
  write('input/.gitkeep', '');
  expect(await seedFrom({ store, folder: seed, roles })).toEqual({ objects: 2, bytes: 5 });
  expect(await readText(store, 'one', 'dir with space/दिल्ली.csv')).toBe('in');
  expect(await readText(store, 'two', 'out.csv')).toBe('out');
});

it('leaves what the store has', async () => {
  await store.put('one', 'k', pieces('newer'), PLAIN);
  write('input/k', 'seed');
  expect(await seedFrom({ store, folder: seed, roles })).toEqual({ objects: 0, bytes: 0 });
  expect(await readText(store, 'one', 'k')).toBe('newer');
});

it('refuses a folder that is no bucket before it stores anything', async () => {
  write('input/k', 'seed');
  write('outptu/k', 'seed');
  await expect(seedFrom({ store, folder: seed, roles })).rejects.toMatchObject({
    code: 'NO_SUCH_BUCKET',
    message: 'the seed has a folder outptu, which is no bucket and no role',
  });
  expect(await store.head('one', 'k')).toBeNull();
});
