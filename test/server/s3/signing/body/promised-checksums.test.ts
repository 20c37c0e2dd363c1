/** What headers promise of a body that is not in chunks. */
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signRequest } from '../../../../../server/s3/signing/sign-request.js';
import { exchange } from '../../../raw-client.js';
import {
  ACCESS,
  codeOf,
  elementOf,
  MOMENT,
  requestBytes,
  type SignatureServer,
  startSignatureServer,
} from '../signature-server.js';

const BODY = '123456789';

/** Of BODY; the three that Node does not make are the published check values. */
const RIGHT: Readonly<Record<string, string>> = {
  crc32: Buffer.from(crc32(BODY).toString(16).padStart(8, '0'), 'hex').toString('base64'),
  crc32c: Buffer.from('e3069283', 'hex').toString('base64'),
  crc64nvme: Buffer.from('ae8b14860a799888', 'hex').toString('base64'),
  sha1: createHash('sha1').update(BODY).digest('base64'),
  sha256: createHash('sha256').update(BODY).digest('base64'),
};
const MD5 = createHash('md5').update(BODY).digest('base64');

let server: SignatureServer;

beforeAll(async () => {
  server = await startSignatureServer();
});

afterAll(() => server.close());

const bytesOf = (headers: Readonly<Record<string, string>>, method = 'PUT', query = ''): Buffer => {
  const path = '/examplebucket/k';
  const signed = signRequest({
    access: ACCESS,
    method,
    url: { host: 'localhost', path, query },
    headers: { 'content-length': String(BODY.length), ...headers },
    payloadHash: 'UNSIGNED-PAYLOAD',
    moment: MOMENT,
  });
  return requestBytes(method, query === '' ? path : `${path}?${query}`, signed, BODY);
};

const send = async (...request: Parameters<typeof bytesOf>): Promise<{ status: number; body: string }> => {
  server.takeUnderstood();
  const { status, body } = await exchange(server.port, bytesOf(...request));
  return { status, body };
};

describe.each(Object.entries(RIGHT))('x-amz-checksum-%s', (name, value) => {
  it('that holds is taken and told', async () => {
    expect(await send({ [`x-amz-checksum-${name}`]: value })).toEqual({ status: 200, body: '' });
    expect(server.takeUnderstood()).toMatchObject({ checksum: { name, value } });
  });

  it('that does not hold is refused', async () => {
    const other = Buffer.from(value, 'base64').map((byte) => byte ^ 1);
    const { status, body } = await send({
      [`x-amz-checksum-${name}`]: Buffer.from(other).toString('base64'),
    });
    expect([status, codeOf(body)]).toEqual([400, 'BadDigest']);
    expect(elementOf(body, 'Message')).toBe(
      `The ${name.toUpperCase()} you specified did not match the calculated checksum.`,
    );
    expect(server.takeUnderstood()).toBeNull();
  });

  it('that is none is refused', async () => {
    const { status, body } = await send({ [`x-amz-checksum-${name}`]: `${value}x` });
    expect([status, codeOf(body)]).toEqual([400, 'InvalidRequest']);
    expect(elementOf(body, 'Message')).toBe(`Value for x-amz-checksum-${name} header is invalid.`);
  });
});

describe('accepted are', () => {
  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ['a Content-MD5', { 'content-md5': MD5 }],
    ['a Content-MD5 beside a checksum', { 'content-md5': MD5, 'x-amz-checksum-sha1': RIGHT.sha1 ?? '' }],
    [
      'a checksum with its algorithm',
      { 'x-amz-checksum-crc32c': RIGHT.crc32c ?? '', 'x-amz-sdk-checksum-algorithm': 'CRC32C' },
    ],
    [
      'headers about checksums',
      {
        'x-amz-checksum-mode': 'ENABLED',
        'x-amz-checksum-type': 'FULL_OBJECT',
        'x-amz-checksum-algorithm': 'CRC32',
      },
    ],
  ])('%s', async (_title, headers) => {
    expect(await send(headers)).toEqual({ status: 200, body: '' });
  });

  it('the checksum of an object whose parts the body lists', async () => {
    const headers = { 'x-amz-checksum-crc32': 'AAAAAA==' };
    expect((await send(headers, 'POST', 'uploadId=x')).status).toBe(200);
    expect((await send(headers, 'PUT', 'uploadId=x&partNumber=1')).status).toBe(400);
  });
});

describe('refused are', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string]>([
    [
      'a Content-MD5 of another body',
      { 'content-md5': createHash('md5').update('x').digest('base64') },
      'BadDigest',
    ],
    ['a Content-MD5 that is none', { 'content-md5': 'bm9uZQ==' }, 'InvalidDigest'],
    ['an empty Content-MD5', { 'content-md5': '' }, 'InvalidDigest'],
    [
      'two checksums',
      { 'x-amz-checksum-crc32': RIGHT.crc32 ?? '', 'x-amz-checksum-sha1': RIGHT.sha1 ?? '' },
      'InvalidRequest',
    ],
    ['a checksum that nobody knows', { 'x-amz-checksum-crc7': 'AA==' }, 'InvalidRequest'],
    ['a checksum named as a property', { 'x-amz-checksum-constructor': 'AA==' }, 'InvalidRequest'],
    ['an algorithm without its checksum', { 'x-amz-sdk-checksum-algorithm': 'CRC32' }, 'InvalidRequest'],
    [
      'an algorithm beside another checksum',
      { 'x-amz-checksum-sha1': RIGHT.sha1 ?? '', 'x-amz-sdk-checksum-algorithm': 'CRC32' },
      'InvalidRequest',
    ],
    ['an algorithm that nobody knows', { 'x-amz-sdk-checksum-algorithm': 'CRC7' }, 'InvalidRequest'],
    ['a trailer behind a plain body', { 'x-amz-trailer': 'x-amz-checksum-crc32' }, 'MalformedTrailerError'],
  ])('%s', async (_title, headers, code) => {
    const { status, body } = await send(headers);
    expect([status, codeOf(body)]).toEqual([400, code]);
    expect(server.takeUnderstood()).toBeNull();
  });

  it('with both digests, where the Content-MD5 is wrong', async () => {
    const expected = createHash('md5').update('x').digest('base64');
    const { body } = await send({ 'content-md5': expected });
    expect(body).toContain(
      `<ExpectedDigest>${expected}</ExpectedDigest><CalculatedDigest>${MD5}</CalculatedDigest>`,
    );
  });
});

it('a body that is cut off is not given out as whole', async () => {
  server.takeUnderstood();
  const socket = connect(server.port, '127.0.0.1');
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const bytes = bytesOf({});
  await new Promise<void>((resolve) => socket.end(bytes.subarray(0, -1), resolve));
  await new Promise<void>((resolve) => socket.resume().once('close', () => resolve()));
  expect(server.takeUnderstood()).toBeNull();
});
