/** What a store finds in its folder. */
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Damage } from '../../../../server/s3/embedded/start-up.js';
import { pieces, PLAIN, readText } from '../store-contract.js';
import { filesBelow, openStoreIn, removeFolder, temporaryFolder } from './temporary-store.js';

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder();
  const store = await openStoreIn(folder);
  await store.put('one', 'kept', pieces('kept content'), PLAIN);
  await store.put('one', 'hurt', pieces('hurt content'), PLAIN);
  await store.close();
});
afterEach(() => removeFolder(folder));

const fileOf = (key: string, part: 'record' | 'bytes'): string => {
  const record = filesBelow(folder).find(
    (name) => name.startsWith('index') && readFileSync(join(folder, name), 'utf8').includes(`"key":"${key}"`),
  );
  if (record === undefined) throw new Error(`no record of ${key}`);
  if (part === 'record') return join(folder, record);
  const [line = ''] = readFileSync(join(folder, record), 'utf8').split('\n');
  const { bytesId } = JSON.parse(line) as { bytesId: string };
  return join(folder, 'bytes', bytesId.slice(0, 2), `${bytesId}._S3rver_object`);
};

/** Opens and closes; gives what was told and which keys are left. */
const reopen = async (): Promise<{ damages: Damage[]; keys: string[] }> => {
  const damages: Damage[] = [];
  const store = await openStoreIn(folder, { onDamage: (damage) => damages.push(damage) });
  const { objects } = await store.list('one', { prefix: '', after: '', limit: 10 });
  for (const { key } of objects) expect(await readText(store, 'one', key)).toBe(`${key} content`);
  await store.close();
  return { damages, keys: objects.map(({ key }) => key) };
};

describe('a record that is', () => {
  it.each([
    ['cut in half', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['without its last line', (text: string) => text.slice(0, text.indexOf('\n') + 1)],
    ['flipped in one digit', (text: string) => text.replace('"bytes":12', '"bytes":13')],
    ['no text', () => '\0\0\0\0'],
  ])('%s is moved aside and told, the rest stays', async (_, damage) => {
    const path = fileOf('hurt', 'record');
    const text = damage(readFileSync(path, 'utf8'));
    writeFileSync(path, text);
    const { damages, keys } = await reopen();
    expect(keys).toEqual(['kept']);
    expect(damages).toEqual([
      { path, movedTo: join(folder, 'damaged', basename(path)), reason: 'the record is torn or was changed' },
    ]);
    expect(readFileSync(join(folder, 'damaged', basename(path)), 'utf8')).toBe(text);
    const rest = filesBelow(join(folder, 'damaged')).find((name) => name.endsWith('_object'));
    expect(readFileSync(join(folder, 'damaged', rest ?? ''), 'utf8')).toBe('hurt content');
    expect((await reopen()).damages).toEqual([]);
  });

  it('under the name of another key is moved aside', async () => {
    writeFileSync(fileOf('hurt', 'record'), readFileSync(fileOf('kept', 'record')));
    const { damages, keys } = await reopen();
    expect([keys, damages.map(({ reason }) => reason)]).toEqual([
      ['kept'],
      ['the record stands under the name of another key'],
    ]);
  });
});

it.each([
  ['are gone', (path: string) => rmSync(path), 'the bytes of the object are gone'],
  [
    'are cut',
    (path: string) => truncateSync(path, 5),
    'the bytes of the object are not as many as they were',
  ],
])('a record whose bytes %s is moved aside', async (_, damage, reason) => {
  damage(fileOf('hurt', 'bytes'));
  const { damages, keys } = await reopen();
  expect([keys, damages.map((told) => told.reason)]).toEqual([['kept'], [reason]]);
});

it('sweeps what a crash left: bytes without a record, a record that was not published', async () => {
  const before = filesBelow(folder);
  const id = 'ab'.repeat(16);
  for (const root of ['bytes', 'index']) mkdirSync(join(folder, root, 'ab'), { recursive: true });
  for (const name of ['_object', '_object.md5', '_metadata.json'])
    writeFileSync(join(folder, 'bytes', 'ab', `${id}._S3rver${name}`), 'half');
  writeFileSync(join(folder, 'index', 'ab', `${id}.tmp`), 'half a rec');
  writeFileSync(join(folder, 'bytes', 'ab', 'note by hand.txt'), 'not ours');
  expect(await reopen()).toEqual({ damages: [], keys: ['hurt', 'kept'] });
  expect(filesBelow(folder)).toEqual([...before, join('bytes', 'ab', 'note by hand.txt')].toSorted());
});

it('keeps objects of a bucket that is not asked for this time', async () => {
  const store = await openStoreIn(folder, { buckets: ['two'] });
  await expect(store.head('one', 'kept')).rejects.toMatchObject({ code: 'NO_SUCH_BUCKET' });
  await store.close();
  expect((await reopen()).keys).toEqual(['hurt', 'kept']);
});
