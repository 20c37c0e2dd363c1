/** Ranges and conditions over the wire, and uploads that hold only under a condition. */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chunksOf } from '../../memory-store.js';
import { codeOf, openSignedServer, type SignedServer } from '../signed-server.js';

let server: SignedServer;
let tag = '';
let modified = 0;

beforeAll(async () => {
  server = await openSignedServer();
});

afterAll(() => server.close());

const store = (key: string, content: string) =>
  server.store.put('one', key, chunksOf(content), { contentType: null, metadata: {} });

beforeEach(async () => {
  const object = await store('a', '0123456789');
  tag = `"${object.etag}"`;
  modified = object.lastModified;
});

const OTHER = '"0123456789abcdef0123456789abcdef"';
const date = (seconds: number): string => new Date(modified + seconds * 1000).toUTCString();

describe('GET and HEAD', () => {
  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=8-', 206, '89', 'bytes 8-9/10'],
    ['bytes=-1', 206, '9', 'bytes 9-9/10'],
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=0-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['bytes=4-1', 200, '0123456789', undefined],
    ['nonsense', 200, '0123456789', undefined],
  ])('with the range %s are %i', async (range, status, text, contentRange) => {
    const answer = await server.call('GET', '/one/a', { headers: { range } });
    expect([answer.status, answer.text]).toEqual([status, text]);
    expect(answer.headers['content-range']).toBe(contentRange);
    expect(answer.headers['content-length']).toBe(String(text.length));
    const head = await server.call('HEAD', '/one/a', { headers: { range } });
    expect([head.status, head.text, head.headers['content-range'], head.headers['content-length']]).toEqual([
      status,
      '',
      contentRange,
      String(text.length),
    ]);
  });

  it('with a range behind the end are 416', async () => {
    const answer = await server.call('GET', '/one/a', { headers: { range: 'bytes=10-' } });
    expect([answer.status, codeOf(answer), answer.headers['etag']]).toEqual([416, 'InvalidRange', undefined]);
    expect(answer.text).toContain(
      '<RangeRequested>bytes=10-</RangeRequested><ActualObjectSize>10</ActualObjectSize>',
    );
    const head = await server.call('HEAD', '/one/a', { headers: { range: 'bytes=10-' } });
    expect([head.status, head.text]).toEqual([416, '']);
  });

  it.each([
    ['the tag', () => ({ 'if-match': tag }), 200, null],
    ['the tag without quotes', () => ({ 'if-match': tag.replaceAll('"', '') }), 200, null],
    ['one of two tags', () => ({ 'if-match': `${OTHER}, ${tag}` }), 200, null],
    ['any tag', () => ({ 'if-match': '*' }), 200, null],
    ['another tag', () => ({ 'if-match': OTHER }), 412, 'If-Match'],
    ['no such tag', () => ({ 'if-none-match': OTHER }), 200, null],
    ['not the tag', () => ({ 'if-none-match': tag }), 304, null],
    ['no tag at all', () => ({ 'if-none-match': '*' }), 304, null],
    ['a change since before', () => ({ 'if-modified-since': date(-1) }), 200, null],
    ['a change since then', () => ({ 'if-modified-since': date(0) }), 304, null],
    ['a change since a day to come', () => ({ 'if-modified-since': date(1e9) }), 200, null],
    ['a change since no date', () => ({ 'if-modified-since': 'yesterday' }), 200, null],
    ['no change since then', () => ({ 'if-unmodified-since': date(0) }), 200, null],
    ['no change since before', () => ({ 'if-unmodified-since': date(-1) }), 412, 'If-Unmodified-Since'],
    // Tags before dates.
    ['the tag and an old date', () => ({ 'if-match': tag, 'if-unmodified-since': date(-1) }), 200, null],
    [
      'another tag, a good date',
      () => ({ 'if-match': OTHER, 'if-unmodified-since': date(0) }),
      412,
      'If-Match',
    ],
    [
      'not the tag, a change since',
      () => ({ 'if-none-match': tag, 'if-modified-since': date(-1) }),
      304,
      null,
    ],
    ['no such tag, no change', () => ({ 'if-none-match': OTHER, 'if-modified-since': date(0) }), 200, null],
    ['another tag, not the tag', () => ({ 'if-match': OTHER, 'if-none-match': tag }), 412, 'If-Match'],
  ] as const)('if %s', async (_title, headers, status, condition) => {
    // Within this moment of the store's clock nothing lies in the future of the server's.
    const answer = await server.call('GET', '/one/a', { headers: headers() });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.text).toBe('0123456789');
    else if (status === 304) expect([answer.text, answer.headers['etag']]).toEqual(['', tag]);
    else expect(answer.text).toContain(`<Code>PreconditionFailed</Code>`);
    if (condition !== null) expect(answer.text).toContain(`<Condition>${condition}</Condition>`);
    const head = await server.call('HEAD', '/one/a', { headers: headers() });
    expect([head.status, head.text]).toEqual([status, '']);
  });

  it('judge conditions before the range', async () => {
    const headers = { range: 'bytes=99-', 'if-none-match': tag };
    expect((await server.call('GET', '/one/a', { headers })).status).toBe(304);
  });
});

describe('PUT', () => {
  const put = (key: string, headers: Record<string, string>, body = 'new') =>
    server.call('PUT', `/one/${key}`, { headers, body });

  it.each([
    ['nothing there, and there is', 'a', () => ({ 'if-none-match': '*' }), 412, 'PreconditionFailed'],
    ['nothing there, and there is not', 'free', () => ({ 'if-none-match': '*' }), 200, undefined],
    ['what is there', 'a', () => ({ 'if-match': tag }), 200, undefined],
    ['something else', 'a', () => ({ 'if-match': OTHER }), 412, 'PreconditionFailed'],
    ['something where nothing is', 'void', () => ({ 'if-match': tag }), 404, 'NoSuchKey'],
    ['anything', 'a', () => ({ 'if-match': '*' }), 501, 'NotImplemented'],
    ['not that one', 'a', () => ({ 'if-none-match': tag }), 501, 'NotImplemented'],
    ['both ways', 'a', () => ({ 'if-match': tag, 'if-none-match': '*' }), 501, 'NotImplemented'],
  ] as const)('over %s', async (_title, key, headers, status, code) => {
    await server.store.delete('one', 'free');
    const before = await server.store.head('one', key);
    const answer = await put(key, headers());
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    const after = await server.store.head('one', key);
    if (status === 200) expect(after?.bytes).toBe(3);
    else expect(after).toEqual(before);
  });

  it('of many at once, onto nothing, is won by one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => put('race', { 'if-none-match': '*' }, `by ${index}`)),
    );
    const won = answers.find(({ status }) => status === 200);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array.from({ length: 19 }, () => 412),
    ]);
    expect(`"${(await server.store.head('one', 'race'))?.etag}"`).toBe(won?.headers['etag']);
  });
});

describe('DELETE', () => {
  it.each([
    ['the object', 'a', (): string => tag, 204, null],
    ['another object', 'a', (): string => OTHER, 412, 'a'],
    ['nothing', 'void', (): string => tag, 404, null],
  ] as const)('of %s, if it is that one', async (_title, key, ifMatch, status, left) => {
    const answer = await server.call('DELETE', `/one/${key}`, { headers: { 'if-match': ifMatch() } });
    expect(answer.status).toBe(status);
    expect((await server.store.head('one', key))?.key ?? null).toBe(left);
  });

  it.each(['x-amz-if-match-size', 'x-amz-if-match-last-modified-time', 'x-amz-mfa'])(
    'under %s, which is not judged here, deletes nothing',
    async (name) => {
      const answer = await server.call('DELETE', '/one/a', { headers: { [name]: '10' } });
      expect([answer.status, codeOf(answer)]).toEqual([501, 'NotImplemented']);
      expect(answer.text).toContain(`<Header>${name}</Header>`);
      expect(await server.store.head('one', 'a')).not.toBeNull();
    },
  );
});

describe('an object that is replaced between the look and the reading', () => {
  it('comes as one of the two, never as a mixture', async () => {
    const other = await openSignedServer({
      store: {
        ...server.store,
        close: async () => {},
        get: async (bucket, key, range) => {
          const found = await server.store.get(bucket, key, range);
          await store('a', 'longer than before');
          return found;
        },
        head: async (bucket, key) => {
          const object = await server.store.head(bucket, key);
          return object === null ? null : { ...object, etag: `${object.etag}-old` };
        },
      },
    });
    const answer = await other.call('GET', '/one/a', { headers: { range: 'bytes=0-3' } });
    expect([answer.status, codeOf(answer), answer.headers['content-range']]).toEqual([
      503,
      'ServiceUnavailable',
      undefined,
    ]);
    await other.close();
  });
});

describe('a form', () => {
  it('may have named and typed its object as no header can: it comes back encoded', async () => {
    await server.store.put('one', 'odd', Readable.from([Buffer.from('x')]), {
      contentType: 'text/csv; name="शिक्षक"',
      metadata: { 'of school': 'lost', state: 'गुजरात', line: 'a\nb' },
    });
    const answer = await server.call('GET', '/one/odd');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^=\?UTF-8\?B\?[\w+/=]+\?=$/);
    expect(answer.headers['x-amz-meta-state']).toBe(`=?UTF-8?B?${Buffer.from('गुजरात').toString('base64')}?=`);
    expect(answer.headers['x-amz-meta-line']).toBe(`=?UTF-8?B?${Buffer.from('a\nb').toString('base64')}?=`);
    expect(answer.headers['x-amz-missing-meta']).toBe('1');
  });
});
