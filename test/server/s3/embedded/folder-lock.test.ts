import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStoreIn, removeFolder, temporaryFolder } from './temporary-store.js';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = temporaryFolder();
  lock = join(folder, 'lock');
});
afterEach(() => removeFolder(folder));

it('lets one store at a time have a folder, and says what to do', async () => {
  const store = await openStoreIn(folder);
  await expect(openStoreIn(folder)).rejects.toMatchObject({
    code: 'IN_USE',
    message: `the data folder is in use by process ${process.pid}; if no cqube-conform runs under that number, remove ${lock}`,
  });
  await store.close();
  await (await openStoreIn(folder)).close();
});

it('lets one of many win', async () => {
  const opened = await Promise.allSettled(Array.from({ length: 10 }, () => openStoreIn(folder)));
  const stores = opened.filter((result) => result.status === 'fulfilled');
  expect(stores).toHaveLength(1);
  await Promise.all(stores.map(({ value }) => value.close()));
});

it.each([
  ['a process that is gone', () => `${spawnSync(process.execPath, ['-e', '']).pid} - 00\n`],
  ['nobody', () => ''],
  ['words', () => 'gone fishing\n'],
])('takes over from %s', async (_, text) => {
  writeFileSync(lock, text());
  const store = await openStoreIn(folder);
  expect(readFileSync(lock, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  await store.close();
});

it.skipIf(process.platform !== 'linux')(
  'takes over from a process whose number came around again',
  async () => {
    writeFileSync(lock, `${process.pid} 1 00\n`);
    const store = await openStoreIn(folder);
    await store.close();
  },
);
