/** What is kept beside an object's bytes goes through headers and comes back as it was. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../../../server/s3/object-store.js';
import { pieces, PLAIN } from '../store-contract.js';
import { type HostileEndpoint, openStoreAtHostile, type StoreAtHostile } from './hostile-endpoint.js';

let at: StoreAtHostile;
let store: ObjectStore;
let endpoint: HostileEndpoint;
beforeEach(async () => {
  at = await openStoreAtHostile();
  ({ store, endpoint } = at);
});
afterEach(() => at.close());

const sent = () => endpoint.objects.get('/one/k')?.headers ?? {};
/** Puts an object there with headers as another program, or somebody who means ill, would. */
const plant = (body: string, headers: Record<string, string>): void => {
  endpoint.objects.set('/one/k', { body: Buffer.from(body), headers });
};
const SHA256 = 'b'.repeat(64);
const MD5_OF_X = '9dd4e461268c8034f5c8564e155c67a6';
const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('our own objects', () => {
  it('show other clients what a header can hold', async () => {
    const metadata = {
      school: 'GPS 7',
      __proto__x: '1',
      'cqube-sha256': 'mine',
      hindi: 'क',
      empty: '',
      blanks: 'a  b',
    };
    await store.put('one', 'k', pieces('x'), { contentType: 'text/csv', metadata });
    expect(sent()).toMatchObject({ 'content-type': 'text/csv', 'x-amz-meta-school': 'GPS 7' });
    expect(Object.keys(sent()).toSorted()).toEqual([
      'content-type',
      'x-amz-meta-cqube-exact',
      'x-amz-meta-cqube-md5',
      'x-amz-meta-cqube-modified',
      'x-amz-meta-cqube-sha256',
      'x-amz-meta-school',
    ]);
    expect(await store.head('one', 'k')).toMatchObject({ contentType: 'text/csv', metadata });
  });

  it('come back exactly, whatever was given', async () => {
    const texts = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), { maxKeys: 4 });
    const options = fc.record(
      {
        contentType: fc.option(fc.string({ unit: 'binary' })),
        metadata: texts,
        headers: texts,
        etag: fc.string({ unit: 'binary' }),
      },
      { requiredKeys: ['contentType', 'metadata'] },
    );
    await fc.assert(
      fc.asyncProperty(options, async (given) => {
        const stored = await store.put('one', 'k', pieces('x'), given);
        const { contentType, metadata, headers, etag = MD5_OF_X } = given;
        expect(stored).toMatchObject({ contentType, etag });
        expect({ ...stored.metadata }).toEqual({ ...metadata });
        expect({ ...stored.headers }).toEqual({ ...headers });
        expect(await store.head('one', 'k')).toEqual(stored);
      }),
      { numRuns: 100 },
    );
  });

  it('keep the checksum that held', async () => {
    const checksum = { name: 'crc32', value: 'jNcmiw==' };
    const stored = await store.put('one', 'k', pieces('x'), { ...PLAIN, checksumAtEnd: () => checksum });
    expect(stored.checksum).toEqual(checksum);
    expect((await store.list('one', { prefix: '', after: '', limit: 1 })).objects).toEqual([stored]);
  });
});

describe("other programs' objects", () => {
  it('have sums as far as S3 gives them', async () => {
    plant('x', { 'content-type': 'text/plain', 'x-amz-meta-a': '1' });
    expect(await store.head('one', 'k')).toEqual({
      bucket: 'one',
      key: 'k',
      bytes: 1,
      md5: MD5_OF_X,
      sha256: null,
      etag: MD5_OF_X,
      lastModified: Date.UTC(2025, 0, 1),
      contentType: 'text/plain',
      metadata: { a: '1' },
    });
  });

  it.each([
    ['came in parts', { etag: '"0123456789abcdef0123456789abcdef-2"' }, '0123456789abcdef0123456789abcdef-2'],
    [
      'lie encrypted with a key of the service',
      { etag: `"${MD5_OF_X}"`, 'x-amz-server-side-encryption': 'aws:kms' },
      MD5_OF_X,
    ],
  ])('have no sums where they %s', async (_, headers, etag) => {
    endpoint.next('HEAD', (_request, response) =>
      response.writeHead(200, { ...headers, 'content-length': 1 }).end(),
    );
    expect(await store.head('one', 'k')).toMatchObject({ md5: null, sha256: null, etag });
  });

  it.each([
    ['bytes were replaced under it', { md5: 'a'.repeat(32), sha256: SHA256 }],
    ['sums are none', { md5: MD5_OF_X, sha256: 'SELECT 1' }],
    ['time is none', { md5: MD5_OF_X, sha256: SHA256, modified: '-1' }],
    ['exact part is no base64', { md5: MD5_OF_X, sha256: SHA256, exact: '%%%' }],
    ['exact part is null', { md5: MD5_OF_X, sha256: SHA256, exact: json(null) }],
    ['exact part has other types', { md5: MD5_OF_X, sha256: SHA256, exact: json({ metadata: { a: 1 } }) }],
    ['exact part has half a checksum', { md5: MD5_OF_X, sha256: SHA256, exact: json({ checksum: {} }) }],
  ])('are not believed to be ours where the %s', async (_, own) => {
    const named = Object.entries({ modified: '0', ...own }).map(([name, value]) => [
      `x-amz-meta-cqube-${name}`,
      value,
    ]);
    plant('x', Object.fromEntries(named) as Record<string, string>);
    expect(await store.head('one', 'k')).toMatchObject({
      md5: MD5_OF_X,
      sha256: null,
      etag: MD5_OF_X,
      metadata: {},
      lastModified: Date.UTC(2025, 0, 1),
    });
  });
});

describe('a listing', () => {
  const list = async () => (await store.list('one', { prefix: '', after: '', limit: 10 })).objects;
  const heads = () =>
    endpoint.requests.filter(({ method, target }) => method === 'HEAD' && target === '/one/k').length;

  it('asks for each object once, until it is another', async () => {
    const first = await store.put('one', 'k', pieces('x'), PLAIN);
    const before = heads();
    expect([await list(), await list(), await list()]).toEqual([[first], [first], [first]]);
    expect(heads()).toBe(before + 1);
    const second = await store.put('one', 'k', pieces('x'), { ...PLAIN, contentType: 'text/csv' });
    expect(await list()).toEqual([second]);
    plant('other', {});
    expect(await list()).toMatchObject([{ bytes: 5, sha256: null }]);
  });
});
