/** Objects as the AWS SDK puts, gets, heads, copies and deletes them, with its defaults. */
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSignedServer, type SignedServer } from '../signed-server.js';

let server: SignedServer;

beforeAll(async () => {
  server = await openSignedServer();
});

afterAll(() => server.close());

const Bucket = 'one';
const put = (Key: string, Body: string | Buffer | Readable, more = {}) =>
  server.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more = {}) => {
  const answer = await server.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { answer, bytes: Buffer.from((await answer.Body?.transformToByteArray()) ?? []) };
};
const head = (Key: string, more = {}) => server.client.send(new HeadObjectCommand({ Bucket, Key, ...more }));
const md5 = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

/** Status and code of what the SDK throws. */
const refused = async (sent: Promise<unknown>): Promise<readonly [number | undefined, string]> => {
  const error = await sent.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof S3ServiceException)) throw new Error(`not refused by S3: ${String(error)}`);
  return [error.$metadata.httpStatusCode, error.name];
};

const AWKWARD = [
  'plain.zip',
  '../up.zip',
  'a/../../b',
  './here',
  '/slash first',
  'two//slashes///here',
  'ends/with/slash/',
  'what?is=this&that',
  'hash#tag',
  'per%cent%20%zz',
  'a+b c',
  ' blanks ',
  'quotes\'"()*!',
  'विद्यालय/शिक्षक उपस्थिति.zip',
  '\u{1f600}',
  'new\nline',
  'nul\0',
  'x'.repeat(1024),
  'é'.repeat(512),
  '__proto__',
];

describe('an object', () => {
  it.each(AWKWARD)('under the key %j is put, got, headed, listed, copied and deleted', async (key) => {
    const content = Buffer.from(`bytes of ${key}`);
    const { ETag } = await put(key, content);
    expect(ETag).toBe(md5(content));
    expect((await get(key)).bytes).toEqual(content);
    expect((await head(key)).ContentLength).toBe(content.length);
    const listed = await server.store.list(Bucket, { prefix: key, after: '', limit: 1 });
    expect(listed.objects.map((object) => object.key)).toEqual([key]);
    const source = `${Bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
    await server.client.send(new CopyObjectCommand({ Bucket: 'two', Key: key, CopySource: source }));
    expect((await server.store.head('two', key))?.bytes).toBe(content.length);
    await server.client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    expect(await server.store.head(Bucket, key)).toBeNull();
    expect((await refused(get(key)))[1]).toBe('NoSuchKey');
  });

  it('is listed as it was put', async () => {
    await put('listed/1', 'one');
    const listed = await server.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'listed/' }));
    expect(listed.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([['listed/1', 3]]);
  });

  it('with a key of 1,025 bytes is refused', async () => {
    expect(await refused(put('x'.repeat(1025), 'a'))).toEqual([400, 'KeyTooLongError']);
    expect(await refused(get('x'.repeat(1025)))).toEqual([400, 'KeyTooLongError']);
  });

  it('sent as a stream, in chunks with a checksum behind, is stored without them', async () => {
    const content = randomBytes(300_000);
    const pieces = [content.subarray(0, 8192), content.subarray(8192, 200_000), content.subarray(200_000)];
    const { ETag, ChecksumCRC32 } = await put('streamed', Readable.from(pieces), {
      ContentLength: content.length,
    });
    expect(ETag).toBe(md5(content));
    expect(ChecksumCRC32).toMatch(/^[A-Za-z0-9+/]{6}==$/);
    expect((await get('streamed')).bytes.equals(content)).toBe(true);
  });

  it('sent in chunks smaller than S3 takes is refused, however much is still to come', async () => {
    const pieces = [Buffer.alloc(7), Buffer.alloc(300_000)];
    const sent = put('small', Readable.from(pieces), { ContentLength: 300_007 });
    expect((await refused(sent))[1]).toBe('InvalidChunkSizeError');
    expect(await server.store.head(Bucket, 'small')).toBeNull();
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('keeps a checksum by %s', async (name) => {
    const sent = await put('summed', 'abc', { ChecksumAlgorithm: name });
    const sum = sent[`Checksum${name}`];
    expect(sum).toBeTruthy();
    const asked = await head('summed', { ChecksumMode: 'ENABLED' });
    expect([asked[`Checksum${name}`], asked.ChecksumType]).toEqual([sum, 'FULL_OBJECT']);
    const unasked = await server.call('HEAD', '/one/summed');
    expect(Object.keys(unasked.headers).filter((header) => header.includes('checksum'))).toEqual([]);
    // A part of the bytes would not fit the checksum of all of them.
    const part = await get('summed', { Range: 'bytes=0-1', ChecksumMode: 'ENABLED' });
    expect([part.bytes.toString(), part.answer[`Checksum${name}`]]).toEqual(['ab', undefined]);
    const attributes = await server.client.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key: 'summed',
        ObjectAttributes: ['ETag', 'Checksum', 'ObjectSize', 'StorageClass', 'ObjectParts'],
      }),
    );
    expect(attributes).toMatchObject({
      ETag: '900150983cd24fb0d6963f7d28e17f72',
      Checksum: { [`Checksum${name}`]: sum, ChecksumType: 'FULL_OBJECT' },
      ObjectSize: 3,
      StorageClass: 'STANDARD',
    });
    expect(attributes.ObjectParts).toBeUndefined();
  });

  it('comes back with everything that was said of it', async () => {
    await put('said', 'x', {
      ContentType: 'application/zip',
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment; filename="a.zip"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'hi-IN',
      Expires: new Date(Date.UTC(2030, 0, 1)),
      Metadata: { State: 'Gujarat', __proto__x: 'y' },
      ServerSideEncryption: 'AES256',
    });
    for (const answer of [await head('said'), (await get('said')).answer])
      expect(answer).toMatchObject({
        ContentType: 'application/zip',
        CacheControl: 'max-age=60',
        ContentDisposition: 'attachment; filename="a.zip"',
        ContentEncoding: 'gzip',
        ContentLanguage: 'hi-IN',
        ExpiresString: 'Tue, 01 Jan 2030 00:00:00 GMT',
        Metadata: { state: 'Gujarat', __proto__x: 'y' },
        AcceptRanges: 'bytes',
        ETag: '"9dd4e461268c8034f5c8564e155c67a6"',
      });
  });

  it('of which nothing was said is binary/octet-stream', async () => {
    await server.call('PUT', '/one/unsaid', { body: 'x' });
    expect((await head('unsaid')).ContentType).toBe('binary/octet-stream');
  });

  it('is found by host as well as by path', async () => {
    await put('by/host', 'here');
    const answer = await server.call('GET', '/by/host', { host: 'one.s3.ap-south-1.amazonaws.com' });
    expect([answer.status, answer.text]).toEqual([200, 'here']);
    const sent = await server.call('PUT', '/put/by%20host', { host: 'one.localhost:9000', body: 'there' });
    expect(sent.status).toBe(200);
    expect((await get('put/by host')).bytes.toString()).toBe('there');
  });

  it('of no bytes is an object', async () => {
    await put('empty', '');
    expect((await get('empty')).bytes.length).toBe(0);
    expect(await refused(get('empty', { Range: 'bytes=0-0' }))).toEqual([416, 'InvalidRange']);
  });

  it('that is not there is told by HEAD without a body', async () => {
    expect(await refused(head('never'))).toEqual([404, 'NotFound']);
    const answer = await server.call('HEAD', '/one/never');
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([
      404,
      '',
      'application/xml',
    ]);
  });

  it('that is not there is deleted all the same', async () => {
    const answer = await server.call('DELETE', '/one/never');
    expect([answer.status, answer.text]).toEqual([204, '']);
  });

  it('tells what is asked with a link, as the link says', async () => {
    await put('told', 'x', { ContentType: 'text/csv' });
    const { answer } = await get('told', {
      ResponseContentType: 'text/plain',
      ResponseContentDisposition: 'attachment; filename="é.csv"',
      ResponseCacheControl: 'no-cache',
    });
    expect(answer).toMatchObject({ ContentType: 'text/plain', CacheControl: 'no-cache' });
    for (const value of ['a%0d%0aX-Evil: 1', 'विद्यालय']) {
      const query = `response-content-disposition=${value.includes('%') ? value.replaceAll(' ', '%20') : encodeURIComponent(value)}`;
      const bad = await server.call('GET', `/one/told?${query}`);
      expect([bad.status, bad.headers['x-evil'], bad.headers['etag']]).toEqual([400, undefined, undefined]);
      expect(bad.text).toContain('<Code>InvalidArgument</Code>');
    }
  });

  it('in one piece is its own first part', async () => {
    await put('part', 'abc');
    const answer = await server.call('GET', '/one/part?partNumber=1');
    expect([answer.status, answer.text, answer.headers['content-range']]).toEqual([
      206,
      'abc',
      'bytes 0-2/3',
    ]);
    expect((await server.call('GET', '/one/part?partNumber=2')).text).toContain('InvalidPartNumber');
    expect((await server.call('GET', '/one/part?partNumber=0')).text).toContain('InvalidArgument');
  });
});

describe('a copy', () => {
  const copy = (more: object) =>
    server.client.send(
      new CopyObjectCommand({ Bucket, Key: 'copied', CopySource: '/one/original', ...more }),
    );

  beforeAll(async () => {
    await put('original', 'original bytes', {
      ContentType: 'text/csv',
      CacheControl: 'no-store',
      Metadata: { a: '1' },
      ChecksumAlgorithm: 'SHA256',
    });
  });

  it('has what its source has', async () => {
    const { CopyObjectResult } = await copy({});
    expect(CopyObjectResult).toMatchObject({
      ETag: md5(Buffer.from('original bytes')),
      ChecksumType: 'FULL_OBJECT',
      LastModified: expect.any(Date),
    });
    const { answer, bytes } = await get('copied');
    expect(bytes.toString()).toBe('original bytes');
    expect(answer).toMatchObject({
      ContentType: 'text/csv',
      CacheControl: 'no-store',
      Metadata: { a: '1' },
      ChecksumSHA256: CopyObjectResult?.ChecksumSHA256,
    });
  });

  it('has what is said of it, if that is wished', async () => {
    await copy({ MetadataDirective: 'REPLACE', ContentType: 'text/plain', Metadata: { b: '2' } });
    const answer = await head('copied');
    expect(answer).toMatchObject({ ContentType: 'text/plain', Metadata: { b: '2' } });
    expect(answer.CacheControl).toBeUndefined();
  });

  it('onto itself must change something', async () => {
    expect(await refused(copy({ Key: 'original' }))).toEqual([400, 'InvalidRequest']);
    await put('itself', 'same', { Metadata: { a: '1' } });
    await copy({
      Key: 'itself',
      CopySource: 'one/itself',
      MetadataDirective: 'REPLACE',
      Metadata: { a: '2' },
    });
    const { answer, bytes } = await get('itself');
    expect([answer.Metadata, bytes.toString()]).toEqual([{ a: '2' }, 'same']);
  });

  it.each([
    ['a source that is not there', { CopySource: 'one/never' }, 404, 'NoSuchKey'],
    ['a source in no bucket', { CopySource: 'three/a' }, 404, 'NoSuchBucket'],
    ['a source without a key', { CopySource: 'one' }, 400, 'InvalidArgument'],
    ['a broken escape', { CopySource: 'one/%zz' }, 400, 'InvalidArgument'],
    ['another version', { CopySource: 'one/original?versionId=abc' }, 400, 'InvalidArgument'],
    ['a directive of no sense', { MetadataDirective: 'MOVE' }, 400, 'InvalidArgument'],
    ['another tag of the source', { CopySourceIfMatch: '"abc"' }, 412, 'PreconditionFailed'],
    [
      'the same tag of the source, not wished',
      { CopySourceIfNoneMatch: md5(Buffer.from('original bytes')) },
      412,
      'PreconditionFailed',
    ],
    ['a checksum of another kind', { ChecksumAlgorithm: 'SHA1' }, 501, 'NotImplemented'],
    ['too long a key', { Key: 'k'.repeat(1025) }, 400, 'KeyTooLongError'],
  ])('with %s is refused, and nothing is made', async (_title, more, status, code) => {
    await server.client.send(new DeleteObjectCommand({ Bucket, Key: 'copied' }));
    expect(await refused(copy(more))).toEqual([status, code]);
    expect(await server.store.head(Bucket, 'copied')).toBeNull();
  });

  it('of the version null is one of the object', async () => {
    await copy({ CopySource: 'one/original?versionId=null' });
    expect((await get('copied')).bytes.toString()).toBe('original bytes');
  });
});

describe('a bucket', () => {
  it('is where it is, and stays', async () => {
    const found = await server.client.send(new HeadBucketCommand({ Bucket }));
    expect(found.BucketRegion).toBe('ap-south-1');
    const { LocationConstraint } = await server.client.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe('ap-south-1');
    const versioning = await server.client.send(new GetBucketVersioningCommand({ Bucket }));
    expect(versioning.Status).toBeUndefined();
    expect(await refused(server.client.send(new CreateBucketCommand({ Bucket })))).toEqual([
      409,
      'BucketAlreadyOwnedByYou',
    ]);
    for (const command of ['PUT', 'DELETE'] as const) {
      const answer = await server.call(command, command === 'PUT' ? '/three' : '/one');
      expect([answer.status, answer.headers['x-cqube-conform-reason']]).toEqual([
        403,
        'the buckets are those that the mock was started with',
      ]);
    }
    expect(await refused(server.client.send(new DeleteBucketCommand({ Bucket })))).toEqual([
      403,
      'AccessDenied',
    ]);
  });

  it('that is not there is not found by anybody', async () => {
    expect(await refused(server.client.send(new HeadBucketCommand({ Bucket: 'three' })))).toEqual([
      404,
      'NotFound',
    ]);
    for (const [method, target] of [
      ['GET', '/three'],
      ['GET', '/three/a'],
      ['PUT', '/three/a'],
      ['DELETE', '/three/a'],
      ['POST', '/three?delete'],
    ] as const) {
      const answer = await server.call(method, target);
      expect([answer.status, answer.text], `${method} ${target}`).toEqual([
        404,
        expect.stringContaining('<Code>NoSuchBucket</Code>'),
      ]);
    }
  });
});

describe('a link of the AWS SDK', () => {
  const options = { expiresIn: 60 };

  it('puts an object with what the link says of it, whatever checksum of nothing it has', async () => {
    const command = new PutObjectCommand({
      Bucket,
      Key: 'by/link ü.csv',
      Metadata: { state: 'Gujarat' },
    });
    const url = await getSignedUrl(server.client, command, options);
    const answer = await fetch(url, { method: 'PUT', body: 'linked', headers: { 'content-type': 'a/b' } });
    expect(answer.status).toBe(200);
    const { answer: got, bytes } = await get('by/link ü.csv');
    expect([bytes.toString(), got.ContentType, got.Metadata]).toEqual([
      'linked',
      'a/b',
      { state: 'Gujarat' },
    ]);
  });

  it('that asks for what is not here is refused', async () => {
    const command = new PutObjectCommand({ Bucket, Key: 'never', Tagging: 'a=b', Body: 'x' });
    const url = await getSignedUrl(server.client, command, options);
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(501);
    const more = `${url}&x-amz-meta-added=later`;
    expect((await fetch(more, { method: 'PUT', body: 'x' })).status).toBe(403);
    expect(await server.store.head(Bucket, 'never')).toBeNull();
  });

  it('deletes and heads', async () => {
    await put('linked', 'x');
    const headed = await getSignedUrl(
      server.client,
      new HeadObjectCommand({ Bucket, Key: 'linked' }),
      options,
    );
    expect((await fetch(headed, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(headed)).status).toBe(403);
    const gone = await getSignedUrl(
      server.client,
      new DeleteObjectCommand({ Bucket, Key: 'linked' }),
      options,
    );
    expect((await fetch(gone, { method: 'DELETE' })).status).toBe(204);
    expect(await server.store.head(Bucket, 'linked')).toBeNull();
  });
});

describe('the journal', () => {
  it('is told bucket, key, bytes and refusals', async () => {
    const before = server.facts().length;
    await put('told/of', 'abc');
    await server.call('GET', '/one/told/nothing?X-Amz-Signature=abcd');
    expect(server.facts().slice(before)).toEqual([
      {
        bucket: 'one',
        key: 'told/of',
        upload: { bytes: 3, sha256: createHash('sha256').update('abc').digest('hex') },
      },
      { bucket: 'one', key: 'told/nothing', urlSignature: 'abcd', refusedBy: 'NoSuchKey' },
    ]);
  });
});
