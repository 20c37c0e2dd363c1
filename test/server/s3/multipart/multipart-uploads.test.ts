/** What survives: restarts, crashes in the middle of an ending, and endings that meet each other. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RefusedError } from '../../../../server/s3/error-xml.js';
import {
  type Completion,
  createMultipartUploads,
  type MultipartUploads,
} from '../../../../server/s3/multipart/multipart-uploads.js';
import type { Part } from '../../../../server/s3/multipart/part-store.js';
import type { Upload } from '../../../../server/s3/multipart/upload.js';
import { type ObjectStore, StoreError } from '../../../../server/s3/object-store.js';
import type { Random } from '../../../../server/s3/random.js';
import { chunksOf } from '../../memory-store.js';
import { openStoreIn, removeFolder, temporaryFolder } from '../embedded/temporary-store.js';

let partsFolder = '';
let storeFolder = '';
let parts: ObjectStore;
let store: ObjectStore;

const openParts = (): Promise<ObjectStore> => openStoreIn(partsFolder, { buckets: ['parts'] });
const uploadsOn = (kept: ObjectStore, random: Random = randomBytes): Promise<MultipartUploads> =>
  createMultipartUploads({ parts: kept, clock: { now: () => 1_700_000_000_000 }, random });

beforeEach(async () => {
  partsFolder = temporaryFolder();
  storeFolder = temporaryFolder();
  parts = await openParts();
  store = await openStoreIn(storeFolder);
});

afterEach(async () => {
  await parts.close();
  await store.close();
  removeFolder(partsFolder);
  removeFolder(storeFolder);
});

const WANTED = {
  bucket: 'one',
  key: 'a/b',
  attributes: { contentType: 'text/csv', metadata: { by: 'job' }, headers: { expires: 'never' } },
  checksum: { name: 'crc32', type: 'FULL_OBJECT' },
} as const;

const all = (found: readonly Part[]): Completion => ({
  parts: found,
  options: { ...WANTED.attributes, etag: `e-${found.length}` },
  watch: (content) => content,
});
const put = (uploads: MultipartUploads, upload: Upload, number: number, content: string) =>
  uploads.putPart(upload, number, chunksOf(content), {});
const codeOf = async (run: () => unknown): Promise<string> => {
  try {
    await run();
    return 'done';
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code;
    return error instanceof StoreError ? error.code : String(error);
  }
};
const textAt = async (key: string): Promise<string | null> => {
  const found = await store.get('one', key);
  return found === null ? null : Buffer.concat(await found.content.toArray()).toString();
};
const kept = async (): Promise<readonly string[]> =>
  (await parts.list('parts', { prefix: '', after: '', limit: 1000 })).objects.map(({ key }) => key);
const restart = async (): Promise<MultipartUploads> => {
  await parts.close();
  parts = await openParts();
  return uploadsOn(parts);
};
const refuse = (): never => {
  throw new Error('no');
};

describe('an upload', () => {
  it('becomes an object with what it was begun with, and leaves nothing behind', async () => {
    const uploads = await uploadsOn(parts);
    const upload = await uploads.create(WANTED);
    expect(upload.id).toMatch(/^[0-9a-f]{64}$/);
    await put(uploads, upload, 2, 'second');
    await put(uploads, upload, 1, 'old');
    await put(uploads, upload, 1, 'first ');
    const stored = await uploads.complete(upload, store, 'all', all);
    expect(stored).toMatchObject({ ...WANTED.attributes, etag: 'e-2', bytes: 12 });
    expect(await textAt('a/b')).toBe('first second');
    expect(await kept()).toEqual([]);
    expect(await codeOf(() => uploads.find('one', 'a/b', upload.id))).toBe('NoSuchUpload');
  });

  it('gives the same object again to whoever completes it again, with the same parts', async () => {
    const uploads = await uploadsOn(parts);
    const upload = await uploads.create(WANTED);
    await put(uploads, upload, 1, 'x');
    const stored = await uploads.complete(upload, store, 'all', all);
    const found = uploads.findToComplete('one', 'a/b', upload.id);
    expect(await uploads.complete(found, store, 'all', refuse)).toEqual(stored);
    expect(await codeOf(() => uploads.complete(found, store, 'others', all))).toBe('NoSuchUpload');
    expect(await codeOf(() => uploads.findToComplete('one', 'other', upload.id))).toBe('NoSuchUpload');
    expect(await codeOf(() => uploads.abort(found))).toBe('NoSuchUpload');
    const next = await uploads.create(WANTED);
    await uploads.abort(next);
    expect(await codeOf(() => uploads.complete(next, store, 'all', all))).toBe('NoSuchUpload');
  });

  it('is found by bucket, key and id together only', async () => {
    const uploads = await uploadsOn(parts);
    const { id } = await uploads.create(WANTED);
    expect(uploads.find('one', 'a/b', id).id).toBe(id);
    for (const [bucket, key, wrong] of [
      ['two', 'a/b', id],
      ['one', 'a/c', id],
      ['one', 'a/b', ''],
      ['one', 'a/b', '../x'],
      ['one', 'a/b', id.toUpperCase()],
      ['one', 'a/b', '__proto__'],
      ['one', 'a/b', `${id}/upload.json`],
    ] as const)
      expect(await codeOf(() => uploads.find(bucket, key, wrong))).toBe('NoSuchUpload');
  });

  it('goes on after a restart', async () => {
    const before = await uploadsOn(parts);
    const upload = await before.create(WANTED);
    await put(before, upload, 10_000, 'x');
    const after = await restart();
    await after.sweep(store);
    expect(after.find('one', 'a/b', upload.id)).toEqual(upload);
    expect((await after.parts(upload)).map(({ number }) => number)).toEqual([10_000]);
    await after.complete(upload, store, 'all', all);
    expect(await textAt('a/b')).toBe('x');
  });

  it('stays as it was when it cannot be completed', async () => {
    const uploads = await uploadsOn(parts);
    const upload = await uploads.create(WANTED);
    await put(uploads, upload, 1, 'x');
    await expect(uploads.complete(upload, store, 'all', refuse)).rejects.toThrow('no');
    const refused = (found: readonly Part[]): Completion => ({
      ...all(found),
      options: { ...all(found).options, admit: refuse },
    });
    await expect(uploads.complete(upload, store, 'all', refused)).rejects.toThrow('no');
    expect(await textAt('a/b')).toBeNull();
    await put(uploads, upload, 2, 'y');
    await uploads.complete(upload, store, 'all', all);
    expect(await textAt('a/b')).toBe('xy');
  });

  it('has an id of its own even where randomness repeats itself', async () => {
    const uploads = await uploadsOn(parts, (bytes) => new Uint8Array(bytes));
    const ids = await Promise.all([1, 2, 3].map(() => uploads.create(WANTED)));
    expect(new Set(ids.map(({ id }) => id)).size).toBe(3);
  });

  it('is listed by key and beginning, with the bucket that it is for', async () => {
    const uploads = await uploadsOn(parts);
    for (const key of ['b', 'a', '\u{1f600}', '\uffee', 'a']) await uploads.create({ ...WANTED, key });
    await uploads.create({ ...WANTED, bucket: 'two' });
    const listed = uploads.list('one');
    expect(listed.map(({ key }) => key)).toEqual(['a', 'a', 'b', '\uffee', '\u{1f600}']);
    const [first = '', second = ''] = listed.map(({ id }) => id);
    expect(first < second).toBe(true);
  });
});

describe('endings of one upload that meet', () => {
  it('settle: one of them wins, and all parts are gone', async () => {
    for (let round = 0; round < 10; round += 1) {
      const uploads = await uploadsOn(parts);
      const upload = await uploads.create(WANTED);
      await put(uploads, upload, 1, 'x');
      const codes = await Promise.all([
        codeOf(() => put(uploads, upload, 2, 'y')),
        codeOf(() => uploads.complete(upload, store, 'all', all)),
        codeOf(() => uploads.abort(upload)),
        codeOf(() => uploads.complete(upload, store, 'all', all)),
        codeOf(() => put(uploads, upload, 1, 'z')),
      ]);
      const [, first, aborted, second] = codes;
      // Whoever completes it for the second time is told of the first.
      expect([first, aborted].filter((code) => code === 'done')).toHaveLength(1);
      expect(second).toBe(first);
      for (const code of codes)
        expect(['done', 'NoSuchUpload', 'OperationAborted', 'InvalidPart']).toContain(code);
      expect(await kept()).toEqual([]);
    }
  });

  it('leave no part of one that was still coming in', async () => {
    const uploads = await uploadsOn(parts);
    const upload = await uploads.create(WANTED);
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('x');
      await gate;
    };
    const coming = codeOf(() => uploads.putPart(upload, 1, slow(), {}));
    await uploads.abort(upload);
    open();
    expect(await coming).toBe('NoSuchUpload');
    expect(await kept()).toEqual([]);
    expect(await codeOf(() => uploads.abort(upload))).toBe('NoSuchUpload');
  });

  it('refuse a part while the object is being made, and keep it out', async () => {
    const uploads = await uploadsOn(parts);
    const upload = await uploads.create(WANTED);
    await put(uploads, upload, 1, 'x');
    let code = '';
    const watch: Completion['watch'] = async function* (content) {
      code = await codeOf(() => put(uploads, upload, 1, 'other'));
      yield* content;
    };
    await uploads.complete(upload, store, 'all', (found) => ({ ...all(found), watch }));
    expect(code).toBe('OperationAborted');
    expect(await textAt('a/b')).toBe('x');
  });
});

describe('after a crash', () => {
  /** Nothing can be removed any more: as if the process had ended there. */
  const withoutRemoval = (from: ObjectStore): ObjectStore => ({
    ...from,
    delete: () => Promise.reject(new StoreError('STORE_FAILED', 'gone')),
  });

  it('behind the publishing, the upload is over and its parts are swept', async () => {
    const dying = await uploadsOn(withoutRemoval(parts));
    const upload = await dying.create(WANTED);
    await put(dying, upload, 1, 'x');
    await dying.complete(upload, store, 'all', all);
    expect(await kept()).toHaveLength(3);
    const uploads = await restart();
    await uploads.sweep(store);
    expect(uploads.list('one')).toEqual([]);
    expect(await kept()).toEqual([]);
    await uploads.sweep(store);
    expect(await textAt('a/b')).toBe('x');
  });

  it('before the publishing, the upload can be completed still', async () => {
    const dying = await uploadsOn(withoutRemoval(parts));
    const upload = await dying.create(WANTED);
    await put(dying, upload, 1, 'x');
    const failing: ObjectStore = {
      ...store,
      put: () => Promise.reject(new StoreError('DISK_FULL', 'full')),
    };
    expect(await codeOf(() => dying.complete(upload, failing, 'all', all))).toBe('DISK_FULL');
    expect(await kept()).toContain(`${upload.id}/completing`);
    const uploads = await restart();
    await uploads.sweep(store);
    expect(await kept()).toEqual([`${upload.id}/00001`, `${upload.id}/upload.json`]);
    await uploads.complete(upload, store, 'all', all);
    expect(await textAt('a/b')).toBe('x');
  });

  it('in the middle of an abort, parts without their upload are swept', async () => {
    const uploads = await uploadsOn(parts);
    const gone = await uploads.create(WANTED);
    await put(uploads, gone, 1, 'x');
    await parts.delete('parts', `${gone.id}/upload.json`);
    const attributes = { contentType: null, metadata: {} };
    await parts.put('parts', 'torn/upload.json', chunksOf('{"version":1,'), attributes);
    const stays = await uploads.create(WANTED);
    await put(uploads, stays, 1, 'y');
    const after = await restart();
    await after.sweep(store);
    expect(await kept()).toEqual([`${stays.id}/00001`, `${stays.id}/upload.json`]);
  });
});
