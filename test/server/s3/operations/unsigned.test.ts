/** Whoever does not sign, or signs wrongly, gets nothing and changes nothing, whatever is asked. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createMultipartUploads,
  type MultipartUploads,
} from '../../../../server/s3/multipart/multipart-uploads.js';
import { createOperations } from '../../../../server/s3/operations/index.js';
import type { OperationName } from '../../../../server/s3/operations/operation-name.js';
import { filesBelow } from '../embedded/temporary-store.js';
import { chunksOf, type MemoryStore, memoryStore } from '../../memory-store.js';
import { ACCESS, type Call, codeOf, openSignedServer, type SignedServer } from '../signed-server.js';

interface Asked extends Call {
  readonly method: string;
  readonly target: string;
}

const COPY = { 'x-amz-copy-source': '/one/secret' };

/** A request that would do it, for each operation there is. */
const ASKED: Readonly<Record<OperationName, Asked>> = {
  ListBuckets: { method: 'GET', target: '/' },
  CreateBucket: { method: 'PUT', target: '/three' },
  HeadBucket: { method: 'HEAD', target: '/one' },
  DeleteBucket: { method: 'DELETE', target: '/one' },
  GetBucketLocation: { method: 'GET', target: '/one?location' },
  GetBucketVersioning: { method: 'GET', target: '/one?versioning' },
  ListObjects: { method: 'GET', target: '/one' },
  ListObjectsV2: { method: 'GET', target: '/one?list-type=2' },
  DeleteObjects: {
    method: 'POST',
    target: '/one?delete',
    body: '<Delete><Object><Key>secret</Key></Object></Delete>',
  },
  PutObject: { method: 'PUT', target: '/one/secret', body: 'overwritten' },
  CopyObject: { method: 'PUT', target: '/two/secret', headers: COPY },
  GetObject: { method: 'GET', target: '/one/secret' },
  HeadObject: { method: 'HEAD', target: '/one/secret' },
  GetObjectAttributes: {
    method: 'GET',
    target: '/one/secret?attributes',
    headers: { 'x-amz-object-attributes': 'ETag' },
  },
  DeleteObject: { method: 'DELETE', target: '/one/secret' },
  CreateMultipartUpload: { method: 'POST', target: '/one/a?uploads' },
  UploadPart: { method: 'PUT', target: '/one/a?uploadId=x&partNumber=1', body: 'part' },
  UploadPartCopy: { method: 'PUT', target: '/one/a?uploadId=x&partNumber=1', headers: COPY },
  CompleteMultipartUpload: { method: 'POST', target: '/one/a?uploadId=x', body: '<a/>' },
  AbortMultipartUpload: { method: 'DELETE', target: '/one/a?uploadId=x' },
  ListParts: { method: 'GET', target: '/one/a?uploadId=x' },
  ListMultipartUploads: { method: 'GET', target: '/one?uploads' },
};

const ways = Object.entries(ASKED).flatMap(([name, asked]) =>
  (
    [
      ['not signed', { access: false }],
      ['signed with another secret', { access: { ...ACCESS, secretAccessKey: 'other' } }],
      ['signed with an unknown key', { access: { ...ACCESS, accessKeyId: 'AKIAUNKNOWN' } }],
    ] as const
  ).map(([how, access]) => [name, how, { ...asked, ...access }] as const),
);

const TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

let server: SignedServer;
let parts: MemoryStore;
let uploads: MultipartUploads;
let uploadId = '';
let before: unknown;

/** Everything that lies in the data folder, name and bytes, and what the store says of it. */
const everything = async (): Promise<unknown> => ({
  files: filesBelow(server.folder).map((name) => [
    name,
    readFileSync(join(server.folder, name)).toString('base64'),
  ]),
  one: await server.store.list('one', { prefix: '', after: '', limit: 10 }),
  parts: parts.contents('parts'),
  two: await server.store.list('two', { prefix: '', after: '', limit: 10 }),
});

beforeAll(async () => {
  parts = memoryStore(['parts'], Date.now);
  uploads = await createMultipartUploads({ parts, clock: { now: Date.now }, random: randomBytes });
  const attributes = { contentType: null, metadata: {} };
  const { id } = await uploads.create({ bucket: 'one', key: 'a', attributes, checksum: null });
  uploadId = id;
  server = await openSignedServer({ uploads });
  await server.store.put('one', 'secret', chunksOf('secret bytes'), { contentType: null, metadata: {} });
  before = await everything();
});

afterAll(() => server.close());

describe('a request', () => {
  it('is known for every operation there is', () => {
    expect(Object.keys(ASKED).toSorted()).toEqual(
      Object.keys(createOperations({ since: 0, uploads })).toSorted(),
    );
  });

  it.each(ways)(
    'for %s, %s, is 403 and changes nothing',
    async (_name, _how, { method, target, ...call }) => {
      const answer = await server.call(method, target.replace('uploadId=x', `uploadId=${uploadId}`), call);
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('secret bytes');
      if (method !== 'HEAD')
        expect(['AccessDenied', 'SignatureDoesNotMatch', 'InvalidAccessKeyId']).toContain(codeOf(answer));
      expect(answer.headers['etag']).toBeUndefined();
      expect(await everything()).toEqual(before);
    },
  );

  it.each([
    ['a form without a form', 'POST', '/one', TYPE, 412],
    ['a form to an object', 'POST', '/one/secret', TYPE, 405],
    ['a method of no sense', 'PATCH', '/one/secret', {}, 403],
    ['a preflight', 'OPTIONS', '/one/secret', {}, 403],
    ['a bucket that is not there', 'GET', '/three', {}, 403],
    ['a broken address', 'GET', '/one/%zz', {}, 400],
    ['a bearer token', 'PUT', '/one/secret', { authorization: 'Bearer abc' }, 400],
    ['a bearer token on a form', 'POST', '/one', { authorization: 'Bearer abc' }, 400],
  ] as const)('for %s, not signed, is refused', async (_name, method, target, headers, status) => {
    const answer = await server.call(method, target, { headers, access: false, body: 'x' });
    expect(answer.status).toBe(status);
    expect(await everything()).toEqual(before);
  });

  it('signed for one thing does no other', async () => {
    const headers = server.sign('GET', '/one/secret');
    for (const [method, target] of [
      ['DELETE', '/one/secret'],
      ['PUT', '/one/secret'],
      ['GET', '/one/other'],
      ['GET', '/two/secret'],
      ['GET', '/one/secret?attributes'],
    ] as const) {
      const answer = await server.call(method, target, { headers, access: false });
      expect([answer.status, codeOf(answer)], `${method} ${target}`).toEqual([403, 'SignatureDoesNotMatch']);
    }
    expect(await everything()).toEqual(before);
  });
});
