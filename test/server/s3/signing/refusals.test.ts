/** What a refusal of a signature says, and how far a request may be off without one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signature, signingKey } from '../../../../server/s3/signing/signing-key.js';
import { exchange } from '../../raw-client.js';
import {
  ACCESS,
  codeOf,
  elementOf,
  MOMENT,
  requestBytes,
  sha256Of,
  type SignatureServer,
  startSignatureServer,
} from './signature-server.js';
import { BODY, HOST, send, signed, withHeader, without } from './signed-request.js';

let server: SignatureServer;

beforeAll(async () => {
  server = await startSignatureServer();
});

afterAll(() => server.close());

const OLD = MOMENT - 15 * 60_000;

it('a header that is sent twice is signed with both values', async () => {
  const sent = signed({
    headers: { 'x-amz-meta-a': 'one,two', 'content-length': String(BODY.length) },
  });
  const bytes = requestBytes('PUT', sent.target, sent.headers, BODY).toString('latin1');
  const answer = await exchange(
    server.port,
    bytes.replace('x-amz-meta-a: one,two', 'x-amz-meta-a: one\r\nX-Amz-Meta-A: two'),
  );
  expect(answer.status).toBe(200);
});

it('clocks may be a quarter of an hour apart', async () => {
  expect((await send(server, signed({ moment: OLD }))).status).toBe(200);
  expect((await send(server, signed({ moment: MOMENT + 15 * 60_000 }))).status).toBe(200);
});

it('Date stands in for x-amz-date', async () => {
  const sent = signed({ headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'content-length': '20' } });
  const undated = withHeader(without(sent, 'x-amz-date'), 'authorization', (value) =>
    value.replace(';x-amz-date', ''),
  );
  const { body } = await send(server, undated);
  const text = elementOf(body, 'StringToSign') ?? '';
  // What is signed says the moment as x-amz-date would.
  expect(text).toMatch(/^AWS4-HMAC-SHA256\n20130524T000000Z\n/);
  const right = signature(signingKey(ACCESS.secretAccessKey, '20130524', ACCESS.region), text);
  const resigned = withHeader(undated, 'authorization', (value) => value.replace(/\w+$/, right));
  expect((await send(server, resigned)).status).toBe(200);
  const later = withHeader(resigned, 'date', () => 'Fri, 24 May 2013 00:00:01 GMT');
  expect(codeOf((await send(server, later)).body)).toBe('SignatureDoesNotMatch');
  const local = withHeader(resigned, 'date', () => '2013-05-24');
  expect(codeOf((await send(server, local)).body)).toBe('AccessDenied');
});

describe('the refusal tells', () => {
  it('what was signed, of a wrong signature', async () => {
    const sent = withHeader(signed(), 'content-type', () => 'text/plain');
    const { body } = await send(server, sent);
    const canonical = [
      'PUT',
      '/examplebucket/pat/a%20b.zip',
      'x=1&amp;y=a%2Fb',
      'content-length:20',
      'content-type:text/plain',
      `host:${HOST}`,
      `x-amz-content-sha256:${sha256Of(BODY)}`,
      'x-amz-date:20130524T000000Z',
      'x-amz-meta-by:night job',
      '',
      'content-length;content-type;host;x-amz-content-sha256;x-amz-date;x-amz-meta-by',
      sha256Of(BODY),
    ].join('\n');
    expect(elementOf(body, 'CanonicalRequest')).toBe(canonical);
    const plain = canonical.replaceAll('&amp;', '&');
    const text = `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n${sha256Of(plain)}`;
    expect(elementOf(body, 'StringToSign')).toBe(text);
    const hex = (of: string): string =>
      [...Buffer.from(of)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    expect(elementOf(body, 'StringToSignBytes')).toBe(hex(text));
    expect(elementOf(body, 'CanonicalRequestBytes')).toBe(hex(plain));
    expect(elementOf(body, 'AWSAccessKeyId')).toBe(ACCESS.accessKeyId);
    expect(sent.headers.authorization).toContain(`Signature=${elementOf(body, 'SignatureProvided') ?? '-'}`);
    expect(body).not.toContain(ACCESS.secretAccessKey);
  });

  it('the region that is expected', async () => {
    const { body } = await send(server, signed({ access: { ...ACCESS, region: 'ap-south-1' } }));
    expect(body).toContain(
      "<Message>The authorization header is malformed; the region 'ap-south-1' is wrong; expecting 'us-east-1'</Message><Region>us-east-1</Region>",
    );
  });

  it('the headers that are not signed', async () => {
    const sent = withHeader(
      withHeader(signed(), 'x-amz-acl', () => 'x'),
      'x-amz-tagging',
      () => 'y',
    );
    expect(elementOf((await send(server, sent)).body, 'HeadersNotSigned')).toBe('x-amz-acl, x-amz-tagging');
  });

  it('both clocks', async () => {
    const { body } = await send(server, signed({ moment: OLD - 1000 }));
    expect(body).toContain(
      '<RequestTime>20130523T234459Z</RequestTime><ServerTime>2013-05-24T00:00:00Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>',
    );
  });

  it('both digests of the body', async () => {
    const changed = BODY.replace('1', '9');
    const { body } = await send(server, { ...signed(), body: changed });
    expect(elementOf(body, 'ClientComputedContentSHA256')).toBe(sha256Of(BODY));
    expect(elementOf(body, 'S3ComputedContentSHA256')).toBe(sha256Of(changed));
  });
});
