/** Whatever is changed in a signed request, it is refused, with S3's code. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { authorized, BODY, HOST, send, signed, type Sent, withHeader, without } from './signed-request.js';

let server: SignatureServer;

beforeAll(async () => {
  server = await startSignatureServer();
});

afterAll(() => server.close());

it('the request as it was signed is accepted', async () => {
  expect(await send(server, signed())).toEqual({ status: 200, body: '' });
  expect(server.takeUnderstood()).toMatchObject({
    how: 'header',
    bucket: 'examplebucket',
    key: 'pat/a b.zip',
    query: { x: '1', y: 'a/b' },
    length: BODY.length,
    sha256: sha256Of(BODY),
  });
});

describe('what has no influence on the signature may differ', () => {
  it.each<readonly [string, Sent]>([
    ['order of the query', { ...signed(), target: '/examplebucket/pat/a%20b.zip?y=a%2Fb&x=1' }],
    ['escapes in lower case', { ...signed(), target: '/examplebucket/pat/a%20b.zip?x=1&y=a%2fb' }],
    ['escapes that need not be', { ...signed(), target: '/examplebucke%74/pat/a%20b.zip?x=1&y=a/b' }],
    ['a plus sign for a blank', { ...signed(), target: '/examplebucket/pat/a+b.zip?x=1&y=a%2Fb' }],
    ['blanks around a header', withHeader(signed(), 'x-amz-meta-by', () => '  night \t job  ')],
    ['an unsigned header of no weight', withHeader(signed(), 'user-agent', () => 'curl')],
    ['an address with its origin', { ...signed(), target: `http://${HOST}${signed().target}` }],
    ['no blanks between the components', authorized((value) => value.replaceAll(', ', ','))],
  ])('%s', async (_title, sent) => {
    expect(await send(server, sent)).toEqual({ status: 200, body: '' });
    expect(server.takeUnderstood()).toMatchObject({ key: 'pat/a b.zip' });
  });
});

const OLD = MOMENT - 15 * 60_000;

describe('refused is a request with', () => {
  it.each<readonly [string, Sent, number, string]>([
    ['another method', { ...signed(), method: 'POST' }, 403, 'SignatureDoesNotMatch'],
    [
      'another path',
      { ...signed(), target: '/examplebucket/pat/a%20c.zip?x=1&y=a%2Fb' },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a doubled slash',
      { ...signed(), target: '/examplebucket//pat/a%20b.zip?x=1&y=a%2Fb' },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a dot in the path',
      { ...signed(), target: '/examplebucket/./pat/a%20b.zip?x=1&y=a%2Fb' },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a path escaped twice',
      { ...signed(), target: '/examplebucket/pat/a%2520b.zip?x=1&y=a%2Fb' },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'another query',
      { ...signed(), target: '/examplebucket/pat/a%20b.zip?x=2&y=a%2Fb' },
      403,
      'SignatureDoesNotMatch',
    ],
    ['one more parameter', { ...signed(), target: `${signed().target}&acl` }, 403, 'SignatureDoesNotMatch'],
    ['one parameter twice', { ...signed(), target: `${signed().target}&x=1` }, 403, 'SignatureDoesNotMatch'],
    [
      'another signed header',
      withHeader(signed(), 'content-type', () => 'text/plain'),
      403,
      'SignatureDoesNotMatch',
    ],
    ['a signed header left out', without(signed(), 'content-type'), 403, 'SignatureDoesNotMatch'],
    [
      'another Host',
      withHeader(signed(), 'host', () => 'examplebucket.s3.amazonaws.com'),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'another digest of the body',
      withHeader(signed(), 'x-amz-content-sha256', () => sha256Of('')),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'the body declared unsigned',
      withHeader(signed(), 'x-amz-content-sha256', () => 'UNSIGNED-PAYLOAD'),
      403,
      'SignatureDoesNotMatch',
    ],
    ['another body', { ...signed(), body: BODY.replace('1', '9') }, 400, 'XAmzContentSHA256Mismatch'],
    [
      'another second',
      withHeader(signed(), 'x-amz-date', () => '20130524T000001Z'),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'another secret',
      signed({ access: { ...ACCESS, secretAccessKey: 'other' } }),
      403,
      'SignatureDoesNotMatch',
    ],
    ['a cut signature', authorized((value) => value.slice(0, -1)), 403, 'SignatureDoesNotMatch'],
    ['a longer signature', authorized((value) => `${value}0`), 403, 'SignatureDoesNotMatch'],
    [
      'an empty signature',
      authorized((value) => value.replace(/Signature=.*/, 'Signature=')),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a signature in capitals',
      authorized((value) => value.replace(/[0-9a-f]+$/, (hex) => hex.toUpperCase())),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'signed headers in capitals',
      authorized((value) => value.replace('content-type', 'Content-Type')),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'signed headers in another order',
      authorized((value) => value.replace('content-length;content-type', 'content-type;content-length')),
      403,
      'SignatureDoesNotMatch',
    ],
    ['an unsigned x-amz header', withHeader(signed(), 'x-amz-acl', () => 'public-read'), 403, 'AccessDenied'],
    ['an unsigned Content-MD5', withHeader(signed(), 'content-md5', () => 'x'), 403, 'AccessDenied'],
    ['an unsigned Host', authorized((value) => value.replace('host;', '')), 403, 'AccessDenied'],
    [
      'a header signed twice',
      authorized((value) => value.replace('host;', 'host;host;')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'another key id',
      authorized((value) => value.replace('EXAMPLE/', 'UNKNOWN/')),
      403,
      'InvalidAccessKeyId',
    ],
    [
      'another region',
      signed({ access: { ...ACCESS, region: 'ap-south-1' } }),
      400,
      'AuthorizationHeaderMalformed',
    ],
    ['no region', authorized((value) => value.replace('us-east-1', '')), 400, 'AuthorizationHeaderMalformed'],
    [
      'another service',
      authorized((value) => value.replace('/s3/', '/ec2/')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'another terminal',
      authorized((value) => value.replace('aws4_request', 'aws5_request')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'another day in its scope',
      authorized((value) => value.replace('20130524', '20130523')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'a scope of no day',
      authorized((value) => value.replace('20130524', 'today')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'no scope',
      authorized((value) => value.replace(/\/2013[^,]+/, '')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'no key id',
      authorized((value) => value.replace(ACCESS.accessKeyId, '')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'no signature',
      authorized((value) => value.replace(/, Signature=.*/, '')),
      400,
      'AuthorizationHeaderMalformed',
    ],
    ['two signatures', authorized((value) => `${value}, Signature=0`), 400, 'AuthorizationHeaderMalformed'],
    [
      'a component of no meaning',
      authorized((value) => `${value}, Region=x`),
      400,
      'AuthorizationHeaderMalformed',
    ],
    ['an older date', signed({ moment: OLD - 1000 }), 403, 'RequestTimeTooSkewed'],
    ['a later date', signed({ moment: MOMENT + 15 * 60_000 + 1000 }), 403, 'RequestTimeTooSkewed'],
    ['no date', without(signed(), 'x-amz-date'), 403, 'AccessDenied'],
    [
      'a date of no calendar',
      withHeader(signed(), 'x-amz-date', () => '20130231T000000Z'),
      403,
      'AccessDenied',
    ],
    ['no word on its body', without(signed(), 'x-amz-content-sha256'), 400, 'InvalidRequest'],
    [
      'an unknown word on its body',
      withHeader(signed(), 'x-amz-content-sha256', () => 'unsigned-payload'),
      400,
      'InvalidArgument',
    ],
    ['another algorithm', authorized((value) => value.replace('SHA256', 'SHA512')), 400, 'InvalidArgument'],
    [
      'an asymmetric algorithm',
      authorized((value) => value.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256')),
      400,
      'InvalidArgument',
    ],
    ['a bearer token', authorized(() => 'Bearer x'), 400, 'InvalidArgument'],
    ['one word as its authorization', authorized(() => 'AWS4-HMAC-SHA256'), 400, 'InvalidArgument'],
    ['the older signature', authorized(() => `AWS ${ACCESS.accessKeyId}:c2ln`), 400, 'InvalidRequest'],
    [
      'the older signature in its query',
      {
        ...without(signed(), 'authorization'),
        target: '/examplebucket/a?AWSAccessKeyId=x&Expires=1&Signature=c2ln',
      },
      400,
      'InvalidRequest',
    ],
    [
      'a signature in its query as well',
      { ...signed(), target: `${signed().target}&X-Amz-Algorithm=AWS4-HMAC-SHA256` },
      400,
      'InvalidArgument',
    ],
    [
      'a token of a borrowed key',
      signed({ headers: { 'x-amz-security-token': 'token', 'content-length': '20' } }),
      400,
      'InvalidToken',
    ],
    ['no signature at all', without(signed(), 'authorization'), 403, 'AccessDenied'],
    ['an empty authorization', authorized(() => ''), 403, 'AccessDenied'],
    ['an escape that is none', { ...signed(), target: '/examplebucket/a%zz' }, 400, 'InvalidURI'],
    [
      'bytes that are no UTF-8 in its path',
      { ...signed(), target: '/examplebucket/a%ff' },
      400,
      'InvalidURI',
    ],
  ])('%s', async (_title, sent, status, code) => {
    const answer = await send(server, sent);
    expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
    expect(server.takeUnderstood()).toBeNull();
  });

  it.each(['x-amz-meta-by', 'content-type', 'authorization'])('%s sent twice', async (name) => {
    const sent = signed();
    const bytes = requestBytes('PUT', sent.target, sent.headers, BODY).toString('latin1');
    const doubled = bytes.replace('\r\n\r\n', `\r\n${name}: ${sent.headers[name] ?? ''}\r\n\r\n`);
    const answer = await exchange(server.port, doubled);
    expect(answer.status).not.toBe(200);
    expect(server.takeUnderstood()).toBeNull();
  });
});
