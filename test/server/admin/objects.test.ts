/** Buckets, keys, bytes: whatever somebody uploaded is shown and saved without doing anything. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenStore } from '../memory-store.js';
import { watchStore } from '../../../server/admin/events/watch-store.js';
import { BUCKET, BUCKETS, startAdmin } from './running-admin.js';
import type { AdminAnswer, RunningAdmin } from './running-admin.js';

let admin: RunningAdmin;

beforeAll(async () => {
  admin = await startAdmin();
  for (const key of ['a/1.zip', 'a/2.zip', 'a/3.zip', 'b.csv']) await admin.put(key, key);
});

afterAll(() => admin.close());

const path = (route: string, query: Readonly<Record<string, string>>, bucket = BUCKET): string =>
  `/api/buckets/${bucket}/${route}?${new URLSearchParams(query).toString()}`;
const get = (route: string, query: Readonly<Record<string, string>>): Promise<AdminAnswer> =>
  admin.ask('GET', path(route, query));
const keysOf = ({ body }: AdminAnswer): string[] => (body.objects as { key: string }[]).map(({ key }) => key);

describe('buckets', () => {
  it('have their roles', async () => {
    const { body } = await admin.ask('GET', '/api/buckets');
    expect(body.buckets).toEqual(Object.entries(BUCKETS).map(([role, name]) => ({ name, role })));
  });

  it.each(['objects', 'object?key=a', 'object/content?key=a', 'object/preview?key=a'])(
    'that there are not are told with those there are: %s',
    async (route) => {
      const answer = await admin.ask('GET', `/api/buckets/other/${route}`);
      expect(answer.status).toBe(404);
      expect(answer.body.error).toContain('there are the-input, the-output, the-emission');
    },
  );
});

describe('a listing', () => {
  it('goes page by page to the end', async () => {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const page = await get('objects', { after, limit: '3' });
      seen.push(...keysOf(page));
      if (page.body.next === null) break;
      after = page.body.next;
    }
    expect(seen).toEqual(['a/1.zip', 'a/2.zip', 'a/3.zip', 'b.csv']);
  });

  it('keeps to a prefix', async () => {
    expect(keysOf(await get('objects', { prefix: 'a/', after: 'a/1.zip' }))).toEqual(['a/2.zip', 'a/3.zip']);
  });

  it.each([
    ['limit=0', 'limit takes a whole number from 1 to 1000, not "0"'],
    ['limit=1001', 'limit takes'],
    ['limit=1e2', 'limit takes'],
    ['limit=', 'limit takes'],
    ['limit=2&limit=3', 'the parameter limit is given twice'],
    ['limt=2', 'there is no parameter "limt" (did you mean limit?)'],
    [`prefix=${'x'.repeat(1025)}`, 'prefix takes 0 to 1024 characters'],
    ['prefix=%ff', 'percent-encoded'],
    ['prefix=%', 'percent-encoded'],
    ['__proto__=1', 'there is no parameter "__proto__"'],
    ['constructor=1', 'there is no parameter'],
  ])('is asked for properly: %s', async (query, error) => {
    const answer = await admin.ask('GET', `/api/buckets/${BUCKET}/objects?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(error);
  });
});

const KEYS = [
  '../../etc/passwd',
  '/absolute',
  'a\u0000b',
  'line\r\nSet-Cookie: x=1',
  '<script>alert(1)</script>.csv',
  '"; filename="evil.exe',
  'स्कूल/उपस्थिति.csv',
  'a/..',
  '...',
  'con',
  'a b+c%20d&key=x?#',
  '😀'.repeat(200),
  'x\u202efdp.exe',
];

describe.each(KEYS)('the key %j', (key) => {
  it('is found, saved and deleted as it is', async () => {
    await admin.put(key, `content of ${key}`);
    expect((await get('object', { key })).body.key).toBe(key);
    const saved = await get('object/content', { key });
    expect(saved.status).toBe(200);
    expect(saved.text).toBe(`content of ${key}`);
    const disposition = String(saved.headers['content-disposition']);
    expect(disposition).toMatch(
      /^attachment; filename="[ !#$&'()+,\-.0-9;=@A-Z[\]^_`a-z{}~]{1,150}"(; filename\*=UTF-8''[!#$&+\-.^_`|~0-9A-Za-z%]+)?$/,
    );
    const [, name = ''] = /filename="([^"]*)"/.exec(disposition) ?? [];
    expect(name).not.toMatch(/^\.|[/\\]/);
    expect((await get('object/preview', { key })).status).toBe(200);
    expect((await admin.ask('DELETE', path('object', { key }))).status).toBe(204);
    expect((await admin.ask('DELETE', path('object', { key }))).status).toBe(404);
    expect((await get('object/content', { key })).status).toBe(404);
    expect((await get('object/preview', { key })).status).toBe(404);
  });
});

describe('content', () => {
  it('of a page is no page', async () => {
    await admin.put('page.html', '<script>fetch("/api/tokens")</script>');
    const { headers } = await get('object/content', { key: 'page.html' });
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-security-policy']).toMatch(/^sandbox;/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-length']).toBe('37');
  });

  it('has its length told without being sent', async () => {
    const { status, headers, text } = await admin.ask('HEAD', path('object/content', { key: 'b.csv' }));
    expect([status, headers['content-length'], text]).toEqual([200, '5', '']);
  });

  it('keeps the end of a long name, in which its kind is told', async () => {
    await admin.put(`${'x'.repeat(300)}.zip`, '');
    const { headers } = await get('object/content', { key: `${'x'.repeat(300)}.zip` });
    expect(headers['content-disposition']).toMatch(/^attachment; filename="x{146}\.zip"$/);
  });
});

describe('a key', () => {
  it.each([
    ['', 'key takes 1 to 1024 characters'],
    ['x'.repeat(1025), 'key takes'],
  ])('is neither empty nor too long: %s', async (key, error) => {
    const answer = await get('object', { key });
    expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining(error)]);
  });

  it('is asked for', async () => {
    const answer = await admin.ask('GET', `/api/buckets/${BUCKET}/object`);
    expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining('key is missing')]);
  });
});

it('a store that fails is told without its own words', async () => {
  const broken = await startAdmin({ store: watchStore(brokenStore([BUCKET])) });
  for (const route of ['objects', 'object?key=a', 'object/content?key=a', 'object/preview?key=a']) {
    const answer = await broken.ask('GET', `/api/buckets/${BUCKET}/${route}`);
    expect(answer.status).toBe(503);
    expect(answer.text).not.toContain('disk gone');
  }
  expect((await broken.ask('POST', '/api/reset', { body: { objects: true } })).status).toBe(503);
  await broken.close();
});
