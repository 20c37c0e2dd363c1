/** Listings over the wire, read by the AWS SDK and as they are written. */
import {
  ListBucketsCommand,
  ListObjectsCommand,
  type _Object,
  paginateListBuckets,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createObjectIndex } from '../../../../server/s3/embedded/object-index.js';
import type { ObjectRecord } from '../../../../server/s3/embedded/object-record.js';
import type { ObjectStore, StoredObject } from '../../../../server/s3/object-store.js';
import { brokenStore } from '../../memory-store.js';
import { type Answer, openSignedServer, type SignedServer } from '../signed-server.js';
import { textsOf } from './texts-of.js';

const awkward = [
  'a b',
  'a+b',
  '%41',
  'a&b',
  '<k>',
  'a"b',
  "it's",
  'विद्यालय',
  '\u{1f600}',
  '\uffee',
  'é',
  '~(*)!',
];
const keys = Array.from({ length: 2500 }, (_, index) => {
  const word = awkward[index % awkward.length] ?? '';
  return index % 3 === 0 ? `${word}/${index}/x\ny` : `${index % 7}${word}${index}`;
});
const inOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const recordOf = (bucket: string, key: string, more: Partial<StoredObject> = {}): ObjectRecord => {
  const sums = { md5: '0'.repeat(32), sha256: '0'.repeat(64), etag: '0'.repeat(32) };
  const attributes = { contentType: null, metadata: {}, lastModified: Date.UTC(2026, 0, 1, 2, 3, 4, 567) };
  return {
    bytesId: '',
    object: { bucket, key, bytes: Buffer.byteLength(key), ...sums, ...attributes, ...more },
  };
};

/** The embedded store's index without its disk, which is not what is tested here. */
const index = createObjectIndex(
  ['one', 'two'],
  [
    ...keys.map((key) => recordOf('one', key)),
    recordOf('two', 'plain', { checksum: { name: 'crc32', value: 'AAAAAA==' } }),
    recordOf('two', 'parted', { etag: 'abc-2', checksum: { name: 'sha256', value: 'AAAA-2' } }),
    recordOf('two', 'odd\u0001key'),
  ],
);

let server: SignedServer;

beforeAll(async () => {
  const store: ObjectStore = {
    ...brokenStore(['one', 'two']),
    list: async (bucket, options) => index.list(bucket, options),
  };
  server = await openSignedServer({ store });
});

afterAll(() => server.close());

const get = (target: string): Promise<Answer> => server.call('GET', target);
const decode = (name: string | undefined): string => decodeURIComponent((name ?? '').replaceAll('+', ' '));

describe('ListObjectsV2', () => {
  it('pages through 2,500 awkward keys in byte order', async () => {
    const found: _Object[] = [];
    for await (const page of paginateListObjectsV2({ client: server.client }, { Bucket: 'one' })) {
      expect(page.KeyCount).toBe(page.Contents?.length);
      found.push(...(page.Contents ?? []));
    }
    const sorted = keys.toSorted(inOrder);
    expect(found.map(({ Key }) => Key)).toEqual(sorted);
    expect(found.map(({ Size }) => Size)).toEqual(sorted.map((key) => Buffer.byteLength(key)));
    expect(found[0]?.ETag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(found[0]?.LastModified?.getUTCFullYear()).toBe(2026);
    expect(found[0]?.Owner).toBeUndefined();
  });

  it('pages through prefixes and keys, percent-encoded', async () => {
    const found: string[] = [];
    const prefixes: string[] = [];
    const asked = { Bucket: 'one', Delimiter: '/', MaxKeys: 7, EncodingType: 'url' } as const;
    for await (const page of paginateListObjectsV2({ client: server.client }, asked)) {
      expect(page.EncodingType).toBe('url');
      found.push(...(page.Contents ?? []).map(({ Key }) => decode(Key)));
      prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => decode(Prefix)));
    }
    expect(found).toEqual(keys.filter((key) => !key.includes('/')).toSorted(inOrder));
    const expected = new Set(keys.filter((key) => key.includes('/')).map((key) => `${key.split('/')[0]}/`));
    expect(prefixes).toEqual([...expected].toSorted(inOrder));
  });

  it('begins behind start-after, and says what it was asked', async () => {
    const answer = await get('/two?list-type=2&start-after=p&prefix=p&fetch-owner=true&max-keys=1');
    expect(answer.headers['content-type']).toBe('application/xml');
    expect(answer.headers['x-amz-request-id']).toMatch(/^[0-9A-F]{16}$/);
    expect(answer.text).toContain('<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">');
    expect(textsOf(answer, 'Name')).toEqual(['two']);
    expect(textsOf(answer, 'StartAfter')).toEqual(['p']);
    expect(textsOf(answer, 'Key')).toEqual(['parted']);
    expect(textsOf(answer, 'ETag')).toEqual(['&quot;abc-2&quot;']);
    expect(textsOf(answer, 'ChecksumAlgorithm')).toEqual(['SHA256']);
    expect(textsOf(answer, 'ChecksumType')).toEqual(['COMPOSITE']);
    expect(textsOf(answer, 'LastModified')[0]).toBe('2026-01-01T02:03:04.000Z');
    expect(textsOf(answer, 'StorageClass')).toEqual(['STANDARD']);
    expect(textsOf(answer, 'ID')[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(textsOf(answer, 'KeyCount')).toEqual(['1']);
    expect(textsOf(answer, 'IsTruncated')).toEqual(['true']);
    const token = encodeURIComponent(textsOf(answer, 'NextContinuationToken')[0] ?? '');
    const rest = await get(`/two?list-type=2&prefix=p&start-after=zzz&continuation-token=${token}`);
    expect(textsOf(rest, 'Key')).toEqual(['plain']);
    expect(textsOf(rest, 'ChecksumType')).toEqual(['FULL_OBJECT']);
    expect(textsOf(rest, 'IsTruncated')).toEqual(['false']);
  });

  it('starts within a common prefix where start-after does', async () => {
    const first = keys.filter((key) => key.startsWith('a b/')).toSorted(inOrder)[0] ?? '';
    const answer = await get(
      `/one?list-type=2&delimiter=/&max-keys=1&start-after=${encodeURIComponent(first)}`,
    );
    expect(answer.text).toContain('<CommonPrefixes><Prefix>a b/</Prefix></CommonPrefixes>');
  });

  it.each(['x', 'AAAA', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA', '%00', '%F0%9F%98%80', 'A'.repeat(5000)])(
    'refuses the token %s, which it did not give',
    async (token) => {
      const answer = await get(`/one?list-type=2&continuation-token=${token}`);
      expect(answer.status).toBe(400);
      expect(textsOf(answer, 'Code')).toEqual(['InvalidArgument']);
      expect(textsOf(answer, 'ArgumentName')).toEqual(['continuation-token']);
    },
  );

  it('refuses the token of another bucket', async () => {
    const first = await get('/one?list-type=2&max-keys=1');
    const token = encodeURIComponent(textsOf(first, 'NextContinuationToken')[0] ?? '');
    expect((await get(`/one?list-type=2&max-keys=1&continuation-token=${token}`)).status).toBe(200);
    expect((await get(`/two?list-type=2&continuation-token=${token}`)).status).toBe(400);
  });

  it('writes a key that XML cannot hold as a reference, and percent-encoded where asked', async () => {
    expect(textsOf(await get('/two?list-type=2&prefix=odd'), 'Key')).toEqual(['odd&#x1;key']);
    expect(textsOf(await get('/two?list-type=2&prefix=odd&encoding-type=url'), 'Key')).toEqual(['odd%01key']);
  });
});

describe('a listing of any version', () => {
  it.each([
    ['max-keys=abc', 'max-keys'],
    ['max-keys=-1', 'max-keys'],
    ['max-keys=2147483648', 'max-keys'],
    ['max-keys=1e3', 'max-keys'],
    ['max-keys=99999999999999999999999', 'max-keys'],
    ['encoding-type=html', 'encoding-type'],
  ])('refuses %s', async (query, name) => {
    for (const version of ['', 'list-type=2&']) {
      const answer = await get(`/one?${version}${query}`);
      expect(answer.status).toBe(400);
      expect(textsOf(answer, 'Code')).toEqual(['InvalidArgument']);
      expect(textsOf(answer, 'ArgumentName')).toEqual([name]);
    }
  });

  it('gives 1,000 at most and none where none are asked for', async () => {
    for (const version of ['', 'list-type=2&']) {
      const most = await get(`/one?${version}max-keys=5000`);
      expect(textsOf(most, 'MaxKeys')).toEqual(['1000']);
      expect(textsOf(most, 'Key')).toHaveLength(1000);
      const none = await get(`/one?${version}max-keys=0`);
      expect(textsOf(none, 'Key')).toEqual([]);
      expect(textsOf(none, 'IsTruncated')).toEqual(['false']);
    }
  });
});

describe('ListObjects', () => {
  it('goes on behind its last entry, which it names where there is a delimiter', async () => {
    const names: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await server.client.send(
        new ListObjectsCommand({ Bucket: 'one', Delimiter: '/', MaxKeys: 500, Prefix: '', Marker }),
      );
      names.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''));
      names.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
      expect(page.Contents?.[0]?.Owner?.ID ?? 'no objects').toMatch(/^[0-9a-f]{64}$|^no objects$/);
      Marker = page.NextMarker;
      expect(Marker === undefined).toBe(page.IsTruncated === false);
    } while (Marker !== undefined);
    const expected = new Set(keys.map((key) => (key.includes('/') ? `${key.split('/')[0]}/` : key)));
    expect(names.toSorted(inOrder)).toEqual([...expected].toSorted(inOrder));
  });

  it('names no next marker without a delimiter', async () => {
    const answer = await get('/one?max-keys=1&marker=b');
    expect(textsOf(answer, 'IsTruncated')).toEqual(['true']);
    expect(textsOf(answer, 'Marker')).toEqual(['b']);
    expect(answer.text).not.toContain('NextMarker');
  });
});

describe('ListBuckets', () => {
  it('tells every bucket', async () => {
    const { Buckets, Owner } = await server.client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['one', 'two']);
    expect(Buckets?.[0]?.CreationDate?.toISOString()).toMatch(/\.000Z$/);
    expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  });

  it('pages and filters', async () => {
    const names: unknown[] = [];
    for await (const page of paginateListBuckets({ client: server.client }, { MaxBuckets: 1 }))
      names.push(page.Buckets?.map(({ Name }) => Name));
    expect(names).toEqual([['one'], ['two']]);
    expect(textsOf(await get('/?prefix=tw'), 'Name')).toEqual(['two']);
    expect((await get('/?max-buckets=0')).status).toBe(400);
    expect((await get('/?continuation-token=x')).status).toBe(400);
  });
});
