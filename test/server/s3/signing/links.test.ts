/** Links: when they are good, and what each part of their query must be. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presignGet } from '../../../../server/s3/signing/presigned-url.js';
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

let server: SignatureServer;

beforeAll(async () => {
  server = await startSignatureServer();
});

afterAll(() => server.close());

const target = (lifetime = 3600): string =>
  presignGet({
    access: ACCESS,
    moment: MOMENT,
    bucket: 'examplebucket',
    key: 'a.zip',
    lifetime,
    endpoint: (bucket) => `http://localhost/${bucket}/`,
  }).replace('http://localhost', '');

const ask = async (
  asked: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: string }> => {
  const { status, body } = await exchange(
    server.port,
    requestBytes('GET', asked, { Host: 'localhost', ...headers }),
  );
  return { status, body };
};

describe('a link is refused with', () => {
  it.each<readonly [string, string, number, string, string]>([
    ...['Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'].map(
      (name) =>
        [
          `no X-Amz-${name}`,
          target().replace(new RegExp(`&X-Amz-${name}=[^&]*`), ''),
          400,
          'AuthorizationQueryParametersError',
          'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
        ] as const,
    ),
    [
      'a date that is none',
      target().replace('Date=2013', 'Date=x'),
      400,
      'AuthorizationQueryParametersError',
      `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
    ],
    [
      'a negative life',
      target(-1),
      400,
      'AuthorizationQueryParametersError',
      'X-Amz-Expires must be non-negative',
    ],
    [
      'a life in words',
      target().replace('3600', '1h'),
      400,
      'AuthorizationQueryParametersError',
      'X-Amz-Expires should be a number',
    ],
    [
      'a life longer than a week',
      target(604_801),
      400,
      'AuthorizationQueryParametersError',
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    ],
    [
      'another day in its scope',
      target().replace('EXAMPLE%2F20130524', 'EXAMPLE%2F20130523'),
      400,
      'AuthorizationQueryParametersError',
      'Invalid credential date "20130523". This date is not the same as X-Amz-Date: "20130524".',
    ],
    [
      'another region',
      target().replace('us-east-1', 'ap-south-1'),
      400,
      'AuthorizationQueryParametersError',
      "Error parsing the X-Amz-Credential parameter; the region 'ap-south-1' is wrong; expecting 'us-east-1'",
    ],
    [
      'another service',
      target().replace('%2Fs3%2F', '%2Fec2%2F'),
      400,
      'AuthorizationQueryParametersError',
      'Error parsing the X-Amz-Credential parameter; incorrect service "ec2". This endpoint belongs to "s3".',
    ],
    [
      'another algorithm',
      target().replace('HMAC-SHA256', 'HMAC-SHA1'),
      400,
      'AuthorizationQueryParametersError',
      'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
    ],
    [
      'the asymmetric algorithm',
      target().replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'),
      400,
      'AuthorizationQueryParametersError',
      'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
    ],
    [
      'one header signed twice',
      target().replace('SignedHeaders=host', 'SignedHeaders=host;host'),
      400,
      'AuthorizationQueryParametersError',
      'X-Amz-SignedHeaders must name each header once.',
    ],
    ['a second signature', `${target()}&X-Amz-Signature=0`, 403, 'SignatureDoesNotMatch', ''],
    ['the older signature beside it', `${target()}&Signature=0`, 400, 'InvalidArgument', ''],
    [
      'no algorithm',
      target().replace('X-Amz-Algorithm=AWS4-HMAC-SHA256&', ''),
      403,
      'AccessDenied',
      'Access Denied',
    ],
    [
      'another parameter first of its name',
      target().replace('?', '?X-Amz-Expires=7200&'),
      403,
      'SignatureDoesNotMatch',
      '',
    ],
  ])('%s', async (_title, asked, status, code, message) => {
    const { status: answered, body } = await ask(asked);
    expect([answered, codeOf(body)]).toEqual([status, code]);
    expect(elementOf(body, 'Message')?.replaceAll('&quot;', '"')).toContain(message);
  });

  it('a header that it does not sign', async () => {
    const { status, body } = await ask(target(), { 'x-amz-request-payer': 'requester' });
    expect([status, codeOf(body)]).toEqual([403, 'AccessDenied']);
    expect(elementOf(body, 'HeadersNotSigned')).toBe('x-amz-request-payer');
  });

  it('a word on its body that was not signed', async () => {
    for (const word of [sha256Of(''), 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'anything']) {
      const { status, body } = await ask(target(), { 'x-amz-content-sha256': word });
      expect([status, codeOf(body)]).toEqual([403, 'SignatureDoesNotMatch']);
    }
    expect((await ask(target(), { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' })).status).toBe(200);
  });

  it('an authorization beside it', async () => {
    for (const authorization of ['', 'Basic x']) {
      const { status, body } = await ask(target(), { authorization });
      expect([status, codeOf(body)]).toEqual([400, 'InvalidArgument']);
      expect(elementOf(body, 'Message')).toMatch(/^Only one auth mechanism allowed/);
    }
  });
});

describe('a link is good', () => {
  it('for a week at most, and for no time at its own second', async () => {
    expect((await ask(target(604_800))).status).toBe(200);
    expect((await ask(target(0))).status).toBe(200);
  });

  it('a quarter of an hour before its date, but no sooner', async () => {
    server.setNow(MOMENT - 900_000);
    expect((await ask(target())).status).toBe(200);
    server.setNow(MOMENT - 901_000);
    const { status, body } = await ask(target());
    server.setNow(MOMENT);
    expect([status, codeOf(body)]).toEqual([403, 'AccessDenied']);
    expect(body).toContain(
      `<Message>Request is not yet valid</Message><X-Amz-Date>${MOMENT}</X-Amz-Date><Expires>2013-05-24T01:00:00Z</Expires><ServerTime>2013-05-23T23:44:59Z</ServerTime>`,
    );
  });

  it('with parameters in another order', async () => {
    const [path = '', query = ''] = target().split('?');
    const turned = query.split('&').toReversed().join('&');
    expect((await ask(`${path}?${turned}`)).status).toBe(200);
  });
});
