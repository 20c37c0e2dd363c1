/** The requests and signatures that the S3 API Reference publishes as a test suite for signature version 4. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signRequest } from '../../../../server/s3/signing/sign-request.js';
import { exchange } from '../../raw-client.js';
import {
  ACCESS,
  codeOf,
  MOMENT,
  requestBytes,
  sha256Of,
  type SignatureServer,
  startSignatureServer,
} from './signature-server.js';

const HOST = 'examplebucket.s3.amazonaws.com';
const DATE = '20130524T000000Z';

let server: SignatureServer;

beforeAll(async () => {
  server = await startSignatureServer();
});

afterAll(() => server.close());

interface Example {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signature: string;
  readonly understood: { readonly bucket: string; readonly key: string; readonly query: object };
}

const EXAMPLES: readonly (readonly [string, Example])[] = [
  [
    'GET Object',
    {
      method: 'GET',
      path: '/test.txt',
      query: '',
      headers: { range: 'bytes=0-9' },
      body: '',
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
      understood: { bucket: 'examplebucket', key: 'test.txt', query: {} },
    },
  ],
  [
    'PUT Object',
    {
      method: 'PUT',
      path: '/test%24file.text',
      query: '',
      headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      body: 'Welcome to Amazon S3.',
      signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      understood: { bucket: 'examplebucket', key: 'test$file.text', query: {} },
    },
  ],
  [
    'GET Bucket Lifecycle',
    {
      method: 'GET',
      path: '/',
      query: 'lifecycle',
      headers: {},
      body: '',
      signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
      understood: { bucket: 'examplebucket', key: '', query: { lifecycle: '' } },
    },
  ],
  [
    'GET Bucket (List Objects)',
    {
      method: 'GET',
      path: '/',
      query: 'max-keys=2&prefix=J',
      headers: {},
      body: '',
      signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
      understood: { bucket: 'examplebucket', key: '', query: { 'max-keys': '2', prefix: 'J' } },
    },
  ],
];

it.each(EXAMPLES)('%s is signed as documented, and accepted', async (_title, example) => {
  const { method, path, query, body, signature } = example;
  const headers = signRequest({
    access: ACCESS,
    method,
    url: { host: HOST, path, query },
    headers: example.headers,
    payloadHash: sha256Of(body),
    moment: MOMENT,
  });
  expect(headers.authorization).toContain(`Signature=${signature}`);
  const target = query === '' ? path : `${path}?${query}`;
  const sent = { ...headers, ...(body === '' ? {} : { 'content-length': String(body.length) }) };
  const answer = await exchange(server.port, requestBytes(method, target, sent, body));
  expect([answer.status, answer.body]).toEqual([200, '']);
  expect(server.takeUnderstood()).toMatchObject({
    ...example.understood,
    how: 'header',
    bytes: body.length,
  });
});

it('the presigned GET is accepted for its day, and not a second longer', async () => {
  const target =
    '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
    `&X-Amz-Date=${DATE}&X-Amz-Expires=86400&X-Amz-SignedHeaders=host` +
    '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
  const ask = (): ReturnType<typeof exchange> =>
    exchange(server.port, requestBytes('GET', target, { Host: HOST }));
  expect((await ask()).status).toBe(200);
  expect(server.takeUnderstood()).toMatchObject({ how: 'query', key: 'test.txt' });
  server.setNow(MOMENT + 86_400_000);
  expect((await ask()).status).toBe(200);
  server.setNow(MOMENT + 86_401_000);
  expect(codeOf((await ask()).body)).toBe('AccessDenied');
  server.setNow(MOMENT);
});

const CHUNKED = {
  'x-amz-date': DATE,
  'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  'x-amz-decoded-content-length': '66560',
  'content-encoding': 'aws-chunked',
  host: 's3.amazonaws.com',
};

const authorization = (signedHeaders: string, signature: string): string =>
  `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signedHeaders},Signature=${signature}`;

const chunk = (bytes: number, signature: string): string =>
  `${bytes.toString(16)};chunk-signature=${signature}\r\n${'a'.repeat(bytes)}${bytes > 0 ? '\r\n' : ''}`;

const UNDERSTOOD = {
  bucket: 'examplebucket',
  key: 'chunkObject.txt',
  bytes: 66_560,
  length: 66_560,
  sha256: sha256Of('a'.repeat(66_560)),
};

it('PUT Object in chunks is accepted with its chain of signatures', async () => {
  const body = [
    chunk(65_536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'),
    chunk(1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'),
    chunk(0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'),
    '\r\n',
  ].join('');
  const headers = {
    ...CHUNKED,
    'content-length': '66824',
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    authorization: authorization(
      'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
      '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    ),
  };
  const answer = await exchange(
    server.port,
    requestBytes('PUT', '/examplebucket/chunkObject.txt', headers, body),
  );
  expect([answer.status, answer.body]).toEqual([200, '']);
  expect(server.takeUnderstood()).toMatchObject(UNDERSTOOD);
});

it('PUT Object in chunks with a trailer is accepted with the signature of the trailer', async () => {
  const body = [
    chunk(65_536, 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'),
    chunk(1024, '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'),
    chunk(0, '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992'),
    'x-amz-checksum-crc32c:sOO8/Q==\r\n',
    'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n',
    '\r\n',
  ].join('');
  const headers = {
    ...CHUNKED,
    'content-length': String(body.length),
    'x-amz-trailer': 'x-amz-checksum-crc32c',
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    authorization: authorization(
      'content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer',
      '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
    ),
  };
  const answer = await exchange(
    server.port,
    requestBytes('PUT', '/examplebucket/chunkObject.txt', headers, body),
  );
  expect([answer.status, answer.body]).toEqual([200, '']);
  expect(server.takeUnderstood()).toMatchObject({
    ...UNDERSTOOD,
    checksum: { name: 'crc32c', value: 'sOO8/Q==' },
  });
});
