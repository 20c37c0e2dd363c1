/** Requests and links as other people's clients sign them. */
import { execFile } from 'node:child_process';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import {
  type ChecksumAlgorithm,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presignGet } from '../../../../server/s3/signing/presigned-url.js';
import { exchange } from '../../raw-client.js';
import {
  ACCESS,
  codeOf,
  requestBytes,
  sha256Of,
  type SignatureServer,
  startSignatureServer,
} from './signature-server.js';

const run = promisify(execFile);

let server: SignatureServer;

beforeAll(async () => {
  server = await startSignatureServer();
  // The clients sign with the clock of the machine.
  server.setNow(Date.now());
});

afterAll(() => server.close());

const client = (config: S3ClientConfig = {}): S3Client =>
  new S3Client({
    region: ACCESS.region,
    endpoint: server.origin,
    forcePathStyle: true,
    credentials: ACCESS,
    maxAttempts: 1,
    ...config,
  });

const KEYS = ['a.zip', 'pat/b c+d%20&e=f.zip', 'विद्यालय/शिक्षक.zip', '../x/./y', "q'(!)*~;,:@$.zip", 'z//z'];

describe('of the AWS SDK are accepted', () => {
  it.each(KEYS)('PutObject and GetObject of %s', async (Key) => {
    await client().send(new PutObjectCommand({ Bucket: 'examplebucket', Key, Body: 'bytes' }));
    expect(server.takeUnderstood()).toMatchObject({
      bucket: 'examplebucket',
      key: Key,
      sha256: sha256Of('bytes'),
    });
    await client().send(new GetObjectCommand({ Bucket: 'examplebucket', Key }));
    expect(server.takeUnderstood()).toMatchObject({ how: 'header', key: Key, bytes: 0 });
  });

  const CONTENT = Buffer.alloc(200_000, 'row,of,bytes\n');
  const ALGORITHMS: readonly ChecksumAlgorithm[] = ['CRC32', 'SHA1', 'SHA256'];

  it.each(ALGORITHMS)('PutObject of a stream, with %s behind it', async (ChecksumAlgorithm) => {
    const Body = Readable.from([CONTENT.subarray(0, 70_000), CONTENT.subarray(70_000)], {
      objectMode: false,
    });
    const put = { Bucket: 'examplebucket', Key: 's', Body, ContentLength: CONTENT.length, ChecksumAlgorithm };
    await client().send(new PutObjectCommand(put));
    const understood = server.takeUnderstood();
    expect(understood).toMatchObject({
      length: CONTENT.length,
      bytes: CONTENT.length,
      sha256: sha256Of(CONTENT),
    });
    expect(understood?.checksum).toMatchObject({ name: ChecksumAlgorithm.toLowerCase() });
  });

  it('PutObject of a buffer, with a checksum before it', async () => {
    const put = { Bucket: 'examplebucket', Key: 'b', Body: CONTENT, ChecksumAlgorithm: 'SHA256' } as const;
    await client().send(new PutObjectCommand(put));
    expect(server.takeUnderstood()).toMatchObject({
      checksum: { name: 'sha256', value: Buffer.from(sha256Of(CONTENT), 'hex').toString('base64') },
    });
  });

  it('PutObject with metadata whose blanks are doubled', async () => {
    const Metadata = { by: 'night  job', empty: '' };
    await client().send(new PutObjectCommand({ Bucket: 'examplebucket', Key: 'm', Body: '-', Metadata }));
    expect(server.takeUnderstood()).toMatchObject({ key: 'm', bytes: 1 });
  });

  it('HeadObject, and a listing with a strange prefix', async () => {
    await client().send(new HeadObjectCommand({ Bucket: 'examplebucket', Key: 'a' }));
    expect(server.takeUnderstood()).toMatchObject({ key: 'a' });
    const Prefix = 'pat/ä +&=%~*';
    await client()
      .send(new ListObjectsV2Command({ Bucket: 'examplebucket', Prefix, MaxKeys: 2 }))
      .catch(() => undefined);
    expect(server.takeUnderstood()).toMatchObject({ key: '', query: { 'list-type': '2', prefix: Prefix } });
  });

  it('in a bucket named by the host', async () => {
    const lookup = { endpoint: `http://localhost:${server.port}`, forcePathStyle: false };
    const url = await getSignedUrl(
      client(lookup),
      new GetObjectCommand({ Bucket: 'dotted.bucket', Key: 'k' }),
    );
    const { host, pathname, search } = new URL(url);
    const ask = (Host: string): ReturnType<typeof exchange> =>
      exchange(server.port, requestBytes('GET', pathname + search, { Host }));
    // The host is signed: the link is for no other one.
    expect(codeOf((await ask(`127.0.0.1:${server.port}`)).body)).toBe('SignatureDoesNotMatch');
    expect((await ask(host)).status).toBe(200);
    expect(server.takeUnderstood()).toMatchObject({ bucket: 'dotted.bucket', key: 'k' });
  });

  it('not with another secret', async () => {
    const credentials = { ...ACCESS, secretAccessKey: 'other' };
    const refused = client({ credentials }).send(new GetObjectCommand({ Bucket: 'examplebucket', Key: 'a' }));
    await expect(refused).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    expect(server.takeUnderstood()).toBeNull();
  });
});

describe('links', () => {
  it.each(['a.zip', 'pat/b c+d%20&e=f.zip', 'विद्यालय/शिक्षक.zip', "q'(!)*~;,:@$.zip"])(
    'of the AWS SDK are good for their method alone: %s',
    async (Key) => {
      const get = await getSignedUrl(client(), new GetObjectCommand({ Bucket: 'examplebucket', Key }));
      expect((await fetch(get)).status).toBe(200);
      expect(server.takeUnderstood()).toMatchObject({ how: 'query', bucket: 'examplebucket', key: Key });
      expect((await fetch(get, { method: 'HEAD' })).status).toBe(403);
      const head = await getSignedUrl(client(), new HeadObjectCommand({ Bucket: 'examplebucket', Key }));
      expect((await fetch(head, { method: 'HEAD' })).status).toBe(200);
      const put = await getSignedUrl(client(), new PutObjectCommand({ Bucket: 'examplebucket', Key }));
      expect((await fetch(put, { method: 'PUT', body: 'bytes' })).status).toBe(200);
      expect(server.takeUnderstood()).toMatchObject({ key: Key, sha256: sha256Of('bytes') });
      expect((await fetch(put, { method: 'DELETE' })).status).toBe(403);
    },
  );

  it('of our own are good for GET', async () => {
    const url = presignGet({
      access: ACCESS,
      moment: Date.now(),
      bucket: 'examplebucket',
      key: 'a b/c',
      lifetime: 60,
      endpoint: (bucket) => `${server.origin}/${bucket}/`,
    });
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
  });

  it('take no header that they do not sign', async () => {
    const url = await getSignedUrl(client(), new PutObjectCommand({ Bucket: 'examplebucket', Key: 'a' }));
    const answer = await fetch(url, { method: 'PUT', body: '', headers: { 'x-amz-acl': 'public-read' } });
    expect([answer.status, codeOf(await answer.text())]).toEqual([403, 'AccessDenied']);
  });
});

/** curl signs since 7.75; before 8.3 it sorts no query and leaves out x-amz-content-sha256, which S3 wants. */
const curlSigns = await run('curl', ['--help', 'all']).then(
  ({ stdout }) => stdout.includes('--aws-sigv4'),
  () => false,
);

describe.skipIf(!curlSigns)('of curl (skipped where there is none that signs)', () => {
  const sign = [
    '--aws-sigv4',
    `aws:amz:${ACCESS.region}:s3`,
    '--user',
    `${ACCESS.accessKeyId}:${ACCESS.secretAccessKey}`,
  ];
  const curl = async (...rest: readonly string[]): Promise<string> =>
    (await run('curl', ['-sS', '-w', '%{http_code}', ...sign, ...rest])).stdout;

  it('are accepted', async () => {
    const declared = ['-H', `x-amz-content-sha256: ${sha256Of('')}`];
    expect(await curl(...declared, `${server.origin}/examplebucket/a.txt`)).toBe('200');
    expect(server.takeUnderstood()).toMatchObject({ bucket: 'examplebucket', key: 'a.txt' });
  });

  it('are accepted with a body', async () => {
    const declared = ['-H', `x-amz-content-sha256: ${sha256Of('bytes')}`];
    const put = ['-X', 'PUT', '--data-binary', 'bytes', `${server.origin}/examplebucket/a.txt`];
    expect(await curl(...declared, ...put)).toBe('200');
    expect(server.takeUnderstood()).toMatchObject({ sha256: sha256Of('bytes') });
  });
});
