/** Whatever a client that signs may ask for, it gets an answer of S3's, and never one of a fault of ours. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMultipartUploads } from '../../../../server/s3/multipart/multipart-uploads.js';
import { operationTable } from '../../../../server/s3/operations/operation-table.js';
import { chunksOf, memoryStore } from '../../memory-store.js';
import { openSignedServer, type SignedServer } from '../signed-server.js';

let server: SignedServer;

beforeAll(async () => {
  const store = memoryStore(['one', 'two'], Date.now);
  await store.put('one', 'a', chunksOf('0123456789'), { contentType: null, metadata: {} });
  const parts = memoryStore(['parts'], Date.now);
  const uploads = await createMultipartUploads({ parts, clock: { now: Date.now }, random: randomBytes });
  server = await openSignedServer({ store, uploads });
});

afterAll(() => server.close());

const WORDS = [
  '',
  '0',
  '1',
  '-1',
  '2',
  'null',
  '*',
  'url',
  'bytes=0-1',
  'bytes=-0',
  'AES256',
  'one/a',
  '%2F',
];
const value = fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 12 }));
const escaped = value.map(encodeURIComponent);
const method = fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS');
const path = fc.constantFrom('/', '/one', '/one/', '/one/a', '/one/b', '/three', '/three/a', '//', '//a');
const PARAMETERS =
  'acl versionId partNumber prefix delimiter marker max-keys max-parts max-uploads continuation-token start-after encoding-type response-expires key-marker __proto__';
const parameters = [
  ...operationTable.flatMap(({ path: address }) => /\?([\w-]+)/.exec(address)?.[1] ?? []),
  ...PARAMETERS.split(' '),
];
const query = fc.array(fc.tuple(fc.constantFrom(...parameters), escaped), { maxLength: 3 });
const HEADERS =
  'range if-match if-none-match if-modified-since if-unmodified-since content-type content-encoding content-md5 expires x-amz-copy-source x-amz-copy-source-range x-amz-metadata-directive x-amz-acl x-amz-meta-a x-amz-storage-class x-amz-server-side-encryption x-amz-object-attributes x-amz-checksum-algorithm x-amz-checksum-crc32 x-amz-checksum-mode'.split(
    ' ',
  );
const headers = fc.dictionary(
  fc.constantFrom(...HEADERS),
  value.map((text) => text.trim()),
  { maxKeys: 3 },
);
const body = fc.constantFrom(
  '',
  'abc',
  '<Delete><Object><Key>b</Key></Object></Delete>',
  '<a',
  '<!DOCTYPE a>',
);

describe('any request', () => {
  it('that is signed is answered', async () => {
    await fc.assert(
      fc.asyncProperty(method, path, query, headers, body, async (...asked) => {
        const [verb, address, pairs, sent, text] = asked;
        const target =
          pairs.length === 0 ? address : `${address}?${pairs.map((pair) => pair.join('=')).join('&')}`;
        const answer = await server.call(verb, target, { headers: sent, body: text });
        expect(answer.status).toBeGreaterThanOrEqual(200);
        expect(answer.status).not.toBe(500);
        if (answer.status >= 400 && verb !== 'HEAD')
          expect(answer.text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<Error><Code>\w+<\/Code>/);
      }),
      { numRuns: 300 },
    );
  });
});
