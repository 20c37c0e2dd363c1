/** Downloads by link: links of the AWS SDK and of our own, and every way in which one is wrong. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frontDoor } from '../../../server/s3/front-door.js';
import { createIssuedForms } from '../../../server/s3/issued-forms.js';
import { presignGet } from '../../../server/s3/signing/presigned-url.js';
import { chunksOf, memoryStore } from '../memory-store.js';

const BUCKET = 'cqube-qa10-emission';
const ACCESS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret/of+it', region: 'ap-south-1' };
const START = Date.UTC(2022, 7, 1, 10);
const KEYS = ['a.zip', 'pat/b c+d%20&e=f.zip', 'विद्यालय/शिक्षक.zip', '../x', '/y', 'z//z', "q'(!)*.zip"];

let now = START;
let server: Server;
let origin = '';

beforeAll(async () => {
  const store = memoryStore([BUCKET], () => START);
  for (const key of KEYS)
    await store.put(BUCKET, key, chunksOf(`bytes of ${key}`), {
      contentType: 'text/csv',
      metadata: { by: 'job' },
    });
  const clock = { now: () => now };
  const handler = frontDoor({
    store,
    clock,
    random: (bytes) => new Uint8Array(bytes),
    forms: createIssuedForms(clock, 'one-time'),
    access: (id) => (id === ACCESS.accessKeyId ? ACCESS.secretAccessKey : null),
    region: ACCESS.region,
  });
  server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const link = (key: string, changes: Partial<typeof ACCESS> = {}, lifetime = 3600): string =>
  presignGet({
    access: { ...ACCESS, ...changes },
    moment: START,
    bucket: BUCKET,
    key,
    lifetime,
    endpoint: (bucket) => `${origin}/${bucket}/`,
  });

describe('a link', () => {
  it.each(KEYS.filter((key) => !key.startsWith('../')))('of our own brings %s', async (key) => {
    const answer = await fetch(link(key));
    expect([answer.status, await answer.text()]).toEqual([200, `bytes of ${key}`]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv',
      'x-amz-meta-by': 'job',
      'accept-ranges': 'bytes',
      'last-modified': 'Mon, 01 Aug 2022 10:00:00 GMT',
      server: 'AmazonS3',
    });
  });

  it.each(KEYS.filter((key) => !/^\.\.\/|\/\/|^\//.test(key)))('of the AWS SDK brings %s', async (key) => {
    const client = new S3Client({
      region: ACCESS.region,
      endpoint: origin,
      forcePathStyle: true,
      credentials: ACCESS,
    });
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: BUCKET, Key: key }), {
      expiresIn: 60,
      signingDate: new Date(START),
    });
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([200, `bytes of ${key}`]);
  });

  it('is good to its last second, and no longer', async () => {
    now = START + 3_600_000;
    expect((await fetch(link('a.zip'))).status).toBe(200);
    now += 1000;
    const answer = await fetch(link('a.zip'));
    now = START;
    expect(answer.status).toBe(403);
    expect(await answer.text()).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<Error><Code>AccessDenied<\/Code><Message>Request has expired<\/Message><X-Amz-Expires>3600<\/X-Amz-Expires><Expires>2022-08-01T11:00:00Z<\/Expires><ServerTime>2022-08-01T11:00:01Z<\/ServerTime><RequestId>.+<\/RequestId><HostId>.+<\/HostId><\/Error>$/,
    );
  });

  it.each([
    [
      'no signature',
      (url: string) => url.replace(/&X-Amz-Signature=.*/, ''),
      400,
      'AuthorizationQueryParametersError',
    ],
    ['no query', (url: string) => url.replace(/\?.*/, ''), 403, 'AccessDenied'],
    ['another key', (url: string) => url.replace('a.zip', 'b.zip'), 403, 'SignatureDoesNotMatch'],
    [
      'a longer life',
      (url: string) => url.replace('Expires=3600', 'Expires=7200'),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'one more parameter',
      (url: string) => `${url}&response-content-type=text/html`,
      403,
      'SignatureDoesNotMatch',
    ],
    ['a cut signature', (url: string) => url.slice(0, -1), 403, 'SignatureDoesNotMatch'],
    [
      'an empty signature',
      (url: string) => url.replace(/Signature=.*/, 'Signature='),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a longer life than a week',
      (url: string) => url.replace('Expires=3600', 'Expires=604801'),
      400,
      'AuthorizationQueryParametersError',
    ],
    [
      'a life that is no number',
      (url: string) => url.replace('Expires=3600', 'Expires=x'),
      400,
      'AuthorizationQueryParametersError',
    ],
    [
      'another algorithm',
      (url: string) => url.replace('HMAC-SHA256', 'HMAC-SHA1'),
      400,
      'AuthorizationQueryParametersError',
    ],
    [
      'another region',
      (url: string) => url.replace('ap-south-1', 'eu-west-1'),
      400,
      'AuthorizationQueryParametersError',
    ],
    ['a broken escape', (url: string) => url.replace('a.zip', 'a%zz.zip'), 400, 'InvalidURI'],
  ])('with %s is refused', async (_title, change, status, code) => {
    const answer = await fetch(change(link('a.zip')));
    expect([answer.status, await answer.text()]).toEqual([
      status,
      expect.stringContaining(`<Code>${code}</Code>`),
    ]);
  });

  it.each([
    ['an unknown access key', { accessKeyId: 'AKIAUNKNOWN' }, 'InvalidAccessKeyId'],
    ['another secret', { secretAccessKey: 'other' }, 'SignatureDoesNotMatch'],
  ])('signed with %s is refused', async (_title, changes, code) => {
    const answer = await fetch(link('a.zip', changes));
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining(`<Code>${code}</Code>`),
    ]);
  });

  it('to nothing says so', async () => {
    const answer = await fetch(link('no/such.zip'));
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.stringContaining('<Code>NoSuchKey</Code>'),
    ]);
  });

  it.each(['PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'])('is good for no %s', async (method) => {
    const answer = await fetch(link('a.zip'), { method });
    expect(answer.status).toBe(403);
    expect((await fetch(link('a.zip'))).status).toBe(200);
  });
});
