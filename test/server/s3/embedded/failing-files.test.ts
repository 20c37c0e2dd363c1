/** A disk that refuses, by a store of bytes that does. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ByteFiles, openS3rverFilesystem } from '../../../../server/s3/embedded/s3rver-filesystem.js';
import type { ObjectStore } from '../../../../server/s3/object-store.js';
import { pieces, PLAIN, readText } from '../store-contract.js';
import { filesBelow, openStoreIn, removeFolder, temporaryFolder } from './temporary-store.js';

const noSum = async (): Promise<string> => '0'.repeat(32);

const systemError = (code: string): Error => Object.assign(new Error(`${code}: it broke`), { code });

let folder: string;
let store: ObjectStore;
let failWith: string | null;
beforeEach(async () => {
  folder = temporaryFolder();
  failWith = null;
  store = await openStoreIn(folder, {
    openFiles: (root): ByteFiles => {
      const files = openS3rverFilesystem(root);
      return {
        ...files,
        // Takes the first bytes, as a disk does that fills up under way.
        write: async (shard, id, content, md5) => {
          const written = await files.write(shard, id, content, md5);
          if (failWith !== null) throw systemError(failWith);
          return written;
        },
      };
    },
  });
});
afterEach(async () => {
  await store.close();
  removeFolder(folder);
});

describe.each([
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['EIO', 'STORE_FAILED'],
  ['EROFS', 'STORE_FAILED'],
])('%s while writing', (code, expected) => {
  it(`is ${expected}, publishes nothing and leaves nothing`, async () => {
    await store.put('one', 'k', pieces('old'), PLAIN);
    const before = filesBelow(folder);
    failWith = code;
    await expect(store.put('one', 'k', pieces('new'), PLAIN)).rejects.toMatchObject({ code: expected });
    expect(filesBelow(folder)).toEqual(before);
    expect(await readText(store, 'one', 'k')).toBe('old');
    failWith = null;
    await store.put('one', 'k', pieces('new'), PLAIN);
    expect(await readText(store, 'one', 'k')).toBe('new');
  });
});

it.each([0, 1, 5])('an upload that breaks off after %i pieces leaves nothing', async (count) => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    for (let piece = 0; piece < count; piece++) yield Buffer.alloc(100_000);
    throw new Error('gone');
  }
  const uploads = Array.from({ length: 20 }, (_, n) => store.put('one', `k${n}`, broken(), PLAIN));
  expect((await Promise.allSettled(uploads)).map(({ status }) => status)).not.toContain('fulfilled');
  expect(filesBelow(folder)).toEqual(['lock']);
});

describe('s3rver, guarded', () => {
  it('reports a file that cannot be opened instead of ending the process', async () => {
    const files = openS3rverFilesystem(folder);
    removeFolder(folder);
    const id = 'k'.repeat(300);
    await expect(files.write('00', id, pieces('x'), noSum)).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
  });

  it.skipIf(process.platform !== 'linux')('reports a device that is full', async () => {
    mkdirSync(`${folder}/bytes/00`);
    symlinkSync('/dev/full', `${folder}/bytes/00/full._S3rver_object`);
    const files = openS3rverFilesystem(`${folder}/bytes`);
    await expect(files.write('00', 'full', pieces('x'), noSum)).rejects.toMatchObject({ code: 'ENOSPC' });
  });
});
