/**
 * What an attacker tries, against the whole server over a data folder whose files are listed before and after: a refused
 * request leaves none, an accepted one only such as its key cannot have named.
 *
 * Single parts are attacked more widely elsewhere: forms and policies in s3/tampered-forms and s3/hostile-forms, Signature
 * Version 4 in s3/signing/tampering, bodies and XML in s3/operations, tokens in gateway/judge-token, the application in
 * application/hostile, the gateway's heads in gateway/hostile, strangers to the admin API in admin/strangers, expiry in
 * start-server, secrets in the journal in journal/canary.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Field,
  startAttacked,
  endAttacked,
  BUCKET,
  KEY,
  SECRET,
  data,
  server,
  files,
  storageSays,
  signed,
  put,
  form,
  post,
  api,
  FILE,
  issued,
  replaced,
  valueOf,
  encoded,
  request,
} from './attacked-server.js';
import { makeToken } from './gateway/make-token.js';

beforeAll(startAttacked);
afterAll(endAttacked);

describe('an upload form', () => {
  const many = Array.from({ length: 10_000 }, (_, at): Field => [`x-ignore-${at}`, 'v']);

  it.each<readonly [string, (fields: readonly Field[]) => Promise<string>, string]>([
    [
      'for another bucket',
      (f) => post(form([...f, FILE]), undefined, 'cqube-qa10-input'),
      '403 AccessDenied',
    ],
    ['with another key', (f) => post(form([...replaced(f, 'key', '../x'), FILE])), '403 AccessDenied'],
    [
      'with a changed policy',
      (f) => post(form([...replaced(f, 'policy', `${valueOf(f, 'policy').slice(0, -4)}AAAA`), FILE])),
      '403 SignatureDoesNotMatch',
    ],
    [
      'with the policy of another',
      async (f) => post(form([...replaced(f, 'policy', valueOf(await issued('b.csv'), 'policy')), FILE])),
      '403 SignatureDoesNotMatch',
    ],
    ['cut off', (f) => post(form([...f, FILE]).slice(0, -10)), '400 MalformedPOSTRequest'],
    ['with 10,000 fields', (f) => post(form([...many, ...f, FILE])), '400 MaxPostPreDataLengthExceeded'],
    [
      'with a field of 3 MB',
      (f) => post(form([['x-ignore-a', 'v'.repeat(3_000_000)], ...f, FILE])),
      '400 MaxPostPreDataLengthExceeded',
    ],
    ['with two files', (f) => post(form([...f, FILE, FILE])), '400 InvalidArgument'],
    ['without a file', (f) => post(form(f)), '400 InvalidArgument'],
    [
      'without a boundary',
      (f) => post(form([...f, FILE]), 'multipart/form-data'),
      '400 MalformedPOSTRequest',
    ],
    [
      'with headers of 100 kB in a part',
      () => post(`--b\r\nX: ${'y'.repeat(100_000)}\r\n\r\n\r\n--b--\r\n`),
      '400 MalformedPOSTRequest',
    ],
    ['with NUL in a name', (f) => post(form([['a\0b', 'x'], ...f, FILE])), '400 MalformedPOSTRequest'],
    ['with __proto__', (f) => post(form([['__proto__', 'x'], ...f, FILE])), '403 AccessDenied'],
  ])('%s is refused and leaves nothing', async (_, attack, says) => {
    const fields = await issued('a/a.csv');
    const before = files();
    expect(await attack(fields)).toBe(says);
    expect(files()).toEqual(before);
  });

  it('used again is refused and leaves nothing', async () => {
    const fields = await issued('again.csv');
    expect(await post(form([...fields, FILE]))).toBe('204');
    const before = files();
    expect(await post(form([...fields, FILE]))).toBe('403 AccessDenied');
    expect(files()).toEqual(before);
  });

  it('that has run out is refused and leaves nothing', async () => {
    const fields = await issued('late.csv');
    server.clock.advance(3_601_000);
    const before = files();
    expect(await post(form([...fields, FILE]))).toBe('403 AccessDenied');
    server.clock.reset();
    expect(files()).toEqual(before);
  });
});

describe('a signature', () => {
  const authorization = (change: (text: string) => string) => (headers: Record<string, string>) => ({
    ...headers,
    authorization: change(headers['authorization'] ?? ''),
  });

  it.each([
    [
      'of algorithm none',
      authorization((text) => text.replace('AWS4-HMAC-SHA256', 'none')),
      '400 InvalidArgument',
    ],
    [
      'of ECDSA made with the secret',
      authorization((text) => text.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256')),
      '400 InvalidArgument',
    ],
    ['left out', authorization(() => ''), '403 AccessDenied'],
    ['cut', authorization((text) => text.slice(0, -1)), '403 SignatureDoesNotMatch'],
    [
      'without a secret',
      () => signed('PUT', `/${BUCKET}/k`, { body: 'x', secret: '' }),
      '403 SignatureDoesNotMatch',
    ],
    [
      'from the future',
      () => signed('PUT', `/${BUCKET}/k`, { body: 'x', moment: Date.now() + 1_000_000 }),
      '403 RequestTimeTooSkewed',
    ],
    ['for another body', () => signed('PUT', `/${BUCKET}/k`, { body: 'y' }), '400 XAmzContentSHA256Mismatch'],
    ['for another key', () => signed('PUT', `/${BUCKET}/other`, { body: 'x' }), '403 SignatureDoesNotMatch'],
  ])('%s is refused and leaves nothing', async (_, change, says) => {
    const before = files();
    expect(await put(`/${BUCKET}/k`, change)).toBe(says);
    expect(files()).toEqual(before);
  });
});

describe('a key', () => {
  it.each([
    '../x',
    'a/../../../x',
    '..',
    '/etc/passwd',
    'a\0b',
    String.raw`..\..\x`,
    `${'s'.repeat(255)}/${'t'.repeat(255)}/${'u'.repeat(255)}`,
    'Twin.csv',
    'twin.csv',
    'CON',
    'a:stream',
    'dir',
    'dir/inside',
    '$(reboot)\r\nX: y',
  ])('%j is no path', async (key) => {
    const before = files();
    expect(await put(`/${BUCKET}/${encoded(key)}`)).toBe('200');
    const added = files().filter((path) => !before.includes(path));
    expect(added.length).toBeGreaterThan(0);
    for (const path of added)
      expect(path).toMatch(/^data\/objects\/(index|bytes)\/[0-9a-f]{2}\/[0-9a-f]+(\._S3rver_\w+(\.\w+)?)?$/);
    expect((await server.store.head(BUCKET, key))?.bytes).toBe(1);
  });

  it('of more than 1,024 bytes is refused and leaves nothing', async () => {
    const before = files();
    expect(await put(`/${BUCKET}/${'k'.repeat(1_025)}`)).toBe('400 KeyTooLongError');
    expect(files()).toEqual(before);
  });
});

describe('XML', () => {
  const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`);

  it.each([
    [
      'that laughs',
      `<!DOCTYPE l [<!ENTITY e0 "lol">${entities.join('')}]><Delete><Object><Key>&e9;</Key></Object></Delete>`,
    ],
    [
      'that reads files',
      '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&f;</Key></Object></Delete>',
    ],
    ['a hundred thousand deep', '<a>'.repeat(100_000)],
    ['of 1,001 keys', `<Delete>${'<Object><Key>k</Key></Object>'.repeat(1_001)}</Delete>`],
    ['that is none', '\0'],
  ])('%s is refused and deletes nothing', async (_, body) => {
    const before = files();
    const md5 = createHash('md5').update(body).digest('base64');
    const { host = '', ...headers } = signed('POST', `/${BUCKET}`, {
      body,
      query: 'delete=',
      headers: { 'content-md5': md5 },
    });
    expect(await storageSays(request('POST', `/${BUCKET}?delete`, { Host: host, ...headers }, body))).toBe(
      '400 MalformedXML',
    );
    expect(files()).toEqual(before);
  });
});

describe('a token', () => {
  const claims = `{"iss":"${KEY}","iat":1660000000}`;
  const none = (alg: string): string =>
    `${[`{"alg":"${alg}","typ":"JWT"}`, claims].map((part) => Buffer.from(part).toString('base64url')).join('.')}.`;

  it.each([
    ['without a signature', none('none')],
    ['of another spelling of none', none('nOnE')],
    ['of RS256 made with the secret', makeToken({ header: '{"alg":"RS256"}', claims, secret: SECRET })],
    ['of HS512', makeToken({ header: '{"alg":"HS512"}', claims, secret: SECRET, digest: 'sha512' })],
    ['signed with nothing', makeToken({ claims, secret: '' })],
    [
      'of a key that brings its own',
      makeToken({ header: '{"alg":"HS256","jwk":{"k":"eA"}}', claims, secret: 'x' }),
    ],
    ['of __proto__', makeToken({ claims: '{"iss":"__proto__"}', secret: SECRET })],
    ['cut', makeToken({ claims, secret: SECRET }).slice(0, -1)],
  ])('%s is refused', async (_, token) => {
    expect((await api('/upload-url', { filename: 'a.csv' }, token)).status).toBe(401);
    expect(
      (await api('/upload-url', { filename: 'a.csv' }, makeToken({ claims, secret: SECRET }))).status,
    ).toBe(200);
  });
});

it.skipIf(process.platform === 'win32')('keeps what it stores for its owner alone', () => {
  for (const name of ['.', 'objects', 'parts', 'journal', 'logs'])
    expect([name, statSync(join(data, name)).mode & 0o777]).toEqual([name, 0o700]);
  expect(statSync(join(data, 'state.json')).mode & 0o777).toBe(0o600);
});

it('keeps no secret of an emission in its journal on disk', async () => {
  await server.journal.settled();
  const secrets = [String(server.token), SECRET, server.s3Access.secretAccessKey];
  const told = readdirSync(join(data, 'journal')).map((name) =>
    readFileSync(join(data, 'journal', name), 'utf8'),
  );
  expect(told.join('').length).toBeGreaterThan(1_000);
  expect(secrets.filter((secret) => told.some((text) => text.includes(secret)))).toEqual([]);
});

it('is alive after all that, on each listener', async () => {
  expect((await api('/list_s3_files', { bucket: BUCKET })).status).toBe(200);
  expect(await post(form([...(await issued('alive.csv')), FILE]))).toBe('204');
  expect((await fetch(`${server.adminUrl}/api/ready`)).status).toBe(200);
});
