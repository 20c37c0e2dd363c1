/** Every way in which a form can differ from what was signed, as S3 refuses it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signature, signingKey } from '../../../server/s3/signing/signing-key.js';
import type { FormField } from '../../../server/s3/presigned-post/form-fields.js';
import { readText } from './store-contract.js';
import {
  ACCESS_KEY,
  codeOf,
  filePart,
  formBody,
  messageOf,
  openPostServer,
  post,
  type PostServer,
  REGION,
  signForm,
  upload,
} from './post-server.js';

let server: PostServer;
beforeAll(async () => {
  server = await openPostServer();
});
afterAll(() => server.close());

type Fields = readonly FormField[];
const without =
  (...names: readonly string[]) =>
  (fields: Fields): Fields =>
    fields.filter(([name]) => !names.includes(name));
const changed =
  (name: string, change: (value: string) => string) =>
  (fields: Fields): Fields =>
    fields.map(([field, value]) => [field, field === name ? change(value) : value]);

const missing = (name: string): readonly [number, string, string] => [
  400,
  'InvalidArgument',
  `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
];
const MISMATCH = [
  403,
  'SignatureDoesNotMatch',
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
] as const;
const DENIED = [403, 'AccessDenied', 'Access Denied'] as const;
const scope = (text: string): ((fields: Fields) => Fields) => changed('X-Amz-Credential', () => text);
const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');

const TAMPERINGS: readonly (readonly [
  string,
  (fields: Fields) => Fields,
  readonly [status: number, code: string, message: string | RegExp],
])[] = [
  ['no key', without('key'), missing('key')],
  ['no signature', without('X-Amz-Signature'), missing('X-Amz-Signature')],
  [
    'no algorithm and no credential',
    without('X-Amz-Algorithm', 'X-Amz-Credential'),
    missing('X-Amz-Algorithm'),
  ],
  ['no credential', without('X-Amz-Credential'), missing('X-Amz-Credential')],
  ['no date', without('X-Amz-Date'), missing('X-Amz-Date')],
  ['no policy', without('Policy'), DENIED],
  ['a key alone', (fields) => fields.filter(([name]) => name === 'key'), DENIED],
  ['a key and a policy alone', (fields) => fields.filter(([name]) => /^(key|policy)$/i.test(name)), DENIED],
  ['another signature', changed('X-Amz-Signature', (value) => value.replaceAll(/[0-9]/g, 'a')), MISMATCH],
  ['a signature cut short', changed('X-Amz-Signature', (value) => value.slice(1)), MISMATCH],
  ['an upper-case signature', changed('X-Amz-Signature', (value) => value.toUpperCase()), MISMATCH],
  ['no text as signature', changed('X-Amz-Signature', () => ''), MISMATCH],
  ['garbage as policy', changed('Policy', () => 'garbage \0 <&>'), MISMATCH],
  [
    'another algorithm',
    changed('X-Amz-Algorithm', () => 'AWS4-HMAC-SHA1'),
    [400, 'InvalidArgument', /AWS4-HMAC-SHA256/],
  ],
  [
    'a date without a time',
    changed('X-Amz-Date', () => '20260101'),
    [400, 'InvalidArgument', 'X-Amz-Date must be formated via ISO8601 Long format'],
  ],
  [
    'another date',
    changed('X-Amz-Date', (value) => value.replace(/\d{6}Z/, '000000Z')),
    [403, 'AccessDenied', /Policy Condition failed: \["eq", "\$X-Amz-Date", "\d{8}T\d{6}Z"\]$/],
  ],
  ['a credential of one word', scope('AKIA'), [400, 'InvalidArgument', /^the Credential is mal-formed/]],
  [
    'no access key',
    scope(`/${today}/${REGION}/s3/aws4_request`),
    [400, 'InvalidArgument', 'a non-empty Access Key (AKID) must be provided in the credential.'],
  ],
  [
    'another service',
    scope(`${ACCESS_KEY}/${today}/${REGION}/ec2/aws4_request`),
    [400, 'InvalidArgument', 'incorrect service "ec2". This endpoint belongs to "s3".'],
  ],
  [
    'another terminal',
    scope(`${ACCESS_KEY}/${today}/${REGION}/s3/aws5`),
    [400, 'InvalidArgument', /^incorrect terminal/],
  ],
  [
    'another day than the date',
    scope(`${ACCESS_KEY}/20200101/${REGION}/s3/aws4_request`),
    [400, 'InvalidArgument', /^Invalid credential date "20200101"/],
  ],
  [
    'an extra field in any case',
    (fields) => [['Content-TYPE', 'text/csv'], ...fields],
    [403, 'AccessDenied', 'Invalid according to Policy: Extra input fields: Content-TYPE'],
  ],
  [
    'another bucket in a field',
    changed('bucket', () => 'two'),
    [403, 'AccessDenied', 'Invalid according to Policy: Policy Condition failed: ["eq", "$bucket", "one"]'],
  ],
];

describe('a form with', () => {
  it.each(TAMPERINGS)('%s', async (_, tamper, [status, code, message]) => {
    const { fields } = await signForm(server, 'k');
    const answer = await post(server, formBody(tamper(fields), filePart('x')));
    expect(answer.status).toBe(status);
    expect(codeOf(answer) ?? '').toBe(code);
    if (typeof message === 'string') expect(messageOf(answer) ?? '').toBe(message);
    else expect(messageOf(answer)).toMatch(message);
  });

  it('another bucket in its address', async () => {
    const { fields } = await signForm(server, 'k');
    const answer = await post(server, formBody(fields, filePart('x')), { path: '/two/' });
    expect(messageOf(answer)).toBe(
      'Invalid according to Policy: Policy Condition failed: ["eq", "$bucket", "one"]',
    );
  });

  it('the key behind the file', async () => {
    const { fields } = await signForm(server, 'k');
    const [key, others] = [fields.filter(([name]) => name === 'key'), without('key')(fields)];
    const late = key.map(([, value]) =>
      Buffer.from(`--x-form-boundary-x\r\nContent-Disposition: form-data; name="key"\r\n\r\n${value}\r\n`),
    );
    expect(messageOf(await post(server, formBody(others, filePart('x'), ...late)))).toBe(missing('key')[2]);
  });
});

describe('a form is taken', () => {
  it('with field names in any case, fields to be ignored, and anything behind the file', async () => {
    const { fields } = await signForm(server, 'any-case');
    const odd = fields.map(([name, value]) => [name.toUpperCase(), value] as const);
    const behind = Buffer.from(
      '--x-form-boundary-x\r\nContent-Disposition: form-data; name="Upload"\r\n\r\nSubmit\r\n',
    );
    const answer = await post(server, formBody([...odd, ['x-ignore-me', '1']], filePart('y'), behind));
    expect(answer.status).toBe(204);
    expect(await readText(server.store, 'one', 'any-case')).toBe('y');
  });

  it('with a file name in every part', async () => {
    const { fields } = await signForm(server, 'named-parts');
    const parts = fields.map(([name, value]) => filePart(value, name, name));
    expect((await post(server, formBody([], ...parts, filePart('z')))).status).toBe(204);
    expect(await readText(server.store, 'one', 'named-parts')).toBe('z');
  });

  it.each([
    ['a path of either kind', 'C:\\data\\घर/report 1.zip', 'up/report 1.zip'],
    ['a plain name', 'a.zip', 'up/a.zip'],
    ['a name with a dollar pattern', '$&$1.zip', 'up/$&$1.zip'],
  ])('with ${filename} in its key, from %s', async (_, fileName, key) => {
    const { fields } = await signForm(server, 'up/${filename}');
    expect((await post(server, formBody(fields, filePart('f', fileName.replaceAll('"', ''))))).status).toBe(
      204,
    );
    expect(await readText(server.store, 'one', key)).toBe('f');
  });

  it('without a file name: then ${filename} stays, and every byte arrives', async () => {
    const { fields } = await signForm(server, 'text-${filename}');
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    expect((await post(server, formBody(fields, filePart(bytes, null)))).status).toBe(204);
    const found = await server.store.head('one', 'text-${filename}');
    expect(found).toMatchObject({ bytes: 256, md5: 'e2c865db4162bed963bfaa9ef6ac18f0' });
  });

  it.each(['é', 'दिल्ली', 'plain'])('with a charset named in its parts, and %s in its key', async (word) => {
    const { fields } = await signForm(server, `charset/${word}`);
    const typed = fields.map(([name, value]) =>
      Buffer.from(
        `--x-form-boundary-x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      ),
    );
    expect((await post(server, formBody([], ...typed, filePart('c')))).status).toBe(204);
    expect(await readText(server.store, 'one', `charset/${word}`)).toBe('c');
  });

  it('with its content type and metadata', async () => {
    const fields = { 'Content-Type': 'text/csv', 'x-amz-meta-School': 'क' };
    const form = await signForm(server, 'meta', { Fields: fields });
    expect((await upload(server, form, 'x')).status).toBe(204);
    expect(await server.store.head('one', 'meta')).toMatchObject({
      contentType: 'text/csv',
      metadata: { school: 'क' },
    });
  });

  it.each([
    ['200', 200],
    ['204', 204],
    ['418', 204],
  ])('with success_action_status %s: %i and no body', async (asked, status) => {
    const form = await signForm(server, 'k', { Fields: { success_action_status: asked } });
    expect(await upload(server, form, 'x')).toMatchObject({ status, body: '' });
  });

  it.each([
    [
      'https://example.org/done',
      303,
      'https://example.org/done?bucket=one&key=a%2Fb+c&etag=%229dd4e461268c8034f5c8564e155c67a6%22',
    ],
    [
      'https://example.org/done?x=1',
      303,
      'https://example.org/done?x=1&bucket=one&key=a%2Fb+c&etag=%229dd4e461268c8034f5c8564e155c67a6%22',
    ],
    ['/relative', 204, /\/one\/a%2Fb%20c$/],
    ['javascript:alert(1)', 204, /\/one\/a%2Fb%20c$/],
    [
      'https://example.org/\r\nSet-Cookie: a=b',
      303,
      /^https:\/\/example\.org\/%0D%0ASet-Cookie: a=b\?bucket/,
    ],
  ])('with success_action_redirect %j', async (redirect, status, location) => {
    const form = await signForm(server, 'a/b c', { Fields: { success_action_redirect: redirect } });
    const answer = await upload(server, form, 'x');
    expect(answer).toMatchObject({ status, body: '' });
    expect(answer.headers.location).toEqual(
      typeof location === 'string' ? location : expect.stringMatching(location),
    );
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('by host name as well', async () => {
    const { fields } = await signForm(server, 'a/b');
    const headers = { Host: 'one.s3.amazonaws.com' };
    const answer = await post(server, formBody(fields, filePart('x')), { path: '/', headers });
    expect([answer.status, answer.headers.location]).toEqual([204, 'http://one.s3.amazonaws.com/a%2Fb']);
  });
});

it.each([
  ['/three/', 404, 'NoSuchBucket'],
  ['/one/key', 405, 'MethodNotAllowed'],
  ['/', 404, 'NoSuchBucket'],
  ['/%00/', 404, 'NoSuchBucket'],
])('refuses a form to %s', async (path, status, code) => {
  const answer = await post(server, formBody([], filePart('x')), { path });
  expect([answer.status, codeOf(answer)]).toEqual([status, code]);
});

describe('a policy that is signed and', () => {
  const sign = (policy: string): readonly FormField[] => {
    const text = Buffer.from(policy).toString('base64');
    return [
      ['key', 'k'],
      ['policy', text],
      ['x-amz-algorithm', 'AWS4-HMAC-SHA256'],
      ['x-amz-credential', `${ACCESS_KEY}/${today}/${REGION}/s3/aws4_request`],
      ['x-amz-date', `${today}T000000Z`],
      [
        'x-amz-signature',
        signature(signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', today, REGION), text),
      ],
    ];
  };

  it.each([
    ['is no JSON', '{', 'Invalid JSON.'],
    ['has no expiration', '{"conditions":[]}', 'Policy missing expiration.'],
    [
      'has conditions of two properties',
      '{"expiration":"2100-01-01T00:00:00Z","conditions":[{"a":"1","b":"2"}]}',
      'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
    ],
  ])('%s is malformed', async (_, policy, reason) => {
    const answer = await post(server, formBody(sign(policy), filePart('x')));
    expect([answer.status, codeOf(answer), messageOf(answer)]).toEqual([
      400,
      'InvalidPolicyDocument',
      `Invalid Policy: ${reason}`,
    ]);
  });

  it('has no condition for the bucket is told so as of a field', async () => {
    const policy =
      '{"expiration":"2100-01-01T00:00:00Z","conditions":[["starts-with","$key",""],["starts-with","$x-amz-algorithm",""],["starts-with","$x-amz-credential",""],["starts-with","$x-amz-date",""]]}';
    expect(messageOf(await post(server, formBody(sign(policy), filePart('x'))))).toBe(
      'Invalid according to Policy: Extra input fields: bucket',
    );
  });

  it('has an empty key is refused', async () => {
    const fields = changed(
      'key',
      () => '',
    )(
      sign(
        '{"expiration":"2100-01-01T00:00:00Z","conditions":[{"bucket":"one"},["starts-with","$key",""],["starts-with","$x-amz-algorithm",""],["starts-with","$x-amz-credential",""],["starts-with","$x-amz-date",""]]}',
      ),
    );
    expect(messageOf(await post(server, formBody(fields, filePart('x'))))).toBe(
      'User key must have a length greater than 0.',
    );
  });
});

describe('sizes', () => {
  it.each([
    [4, 400, 'EntityTooSmall'],
    [5, 204, undefined],
    [10, 204, undefined],
    [11, 400, 'EntityTooLarge'],
    [1_000_000, 400, 'EntityTooLarge'],
  ])('%i bytes, of 5 to 10', async (bytes, status, code) => {
    const key = `sized/${bytes}`;
    const form = await signForm(server, key, { Conditions: [['content-length-range', 5, 10]] });
    const answer = await upload(server, form, 'x'.repeat(bytes));
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    if (code !== undefined) expect(answer.body).toContain(`<ProposedSize>${bytes}</ProposedSize>`);
    expect((await server.store.head('one', key)) !== null).toBe(status === 204);
  });
});
