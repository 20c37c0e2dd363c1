/** No secret, and no Aadhaar number, gets into the journal: wherever it stood and however it was written. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BUCKETS } from '../application/start.js';
import { makeToken } from '../gateway/make-token.js';
import { VALID } from '../gateway/running-gateway.js';
import { exchange } from '../raw-client.js';
import { formData, type IssuedForm, type RecordedMock, startRecordedMock } from './recorded-mock.js';

const POLICY = Buffer.from(
  '{"expiration": "2022-08-01T11:00:00Z", "conditions": [{"bucket": "b"}, {"key": "k?~"}, {"x-amz-date": "20220801T100000Z"}]}',
).toString('base64');

const CANARIES = {
  token: makeToken({ claims: '{"iss":"KEY1","iat":1660000001,"canary":"yes"}', secret: 'another' }),
  'token with blanks in it': makeToken({ header: '{\n "alg": "HS256" }', claims: '{ "iss":"KEY1" }' }),
  signature: 'c0ffee254729296a45a3885639ac7e10f9d54979c0ffee254729296a45a38856',
  'signature in capitals': 'C0FFEE254729296A45A3885639AC7E10F9D54979C0FFEE254729296A45A3885A',
  policy: POLICY,
  'key id': 'AKIAIOSFODNN7CANARYX',
  aadhaar: '234123412346',
  'aadhaar in groups': '2341 2341 2346',
  'aadhaar with dashes': '2341-2341-2346',
} as const;

const everyByte = (text: string): string =>
  text.replaceAll(/./gs, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
const escaped = (text: string): string =>
  text.replaceAll(/./gs, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** How somebody might read it in a file: as it is, or encoded once. */
const forms = (secret: string): readonly string[] => [
  secret,
  secret.replaceAll(/[ -]/g, ''),
  encodeURIComponent(secret),
  everyByte(secret),
  escaped(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
];

async function everything(mock: RecordedMock, folder: string): Promise<string> {
  const pieces: string[] = [JSON.stringify(await mock.entries())];
  for await (const piece of mock.journal.ndjson()) pieces.push(piece);
  for await (const piece of mock.journal.har()) pieces.push(piece);
  const path = join(folder, 'journal');
  for (const name of readdirSync(path)) pieces.push(name, readFileSync(join(path, name), 'utf8'));
  return pieces.join('\n');
}

async function startOnDisk(): Promise<{ readonly mock: RecordedMock; readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-canary-'));
  // What is registered last is run first, and the journal must be closed by then.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { mock: await startRecordedMock({ folder }), folder };
}

const expectNothingOf = (secret: string, text: string): void => {
  const lower = text.toLowerCase();
  for (const form of forms(secret)) {
    const at = lower.indexOf(form.toLowerCase());
    expect(at < 0 ? '' : text.slice(Math.max(0, at - 80), at + 120), `leaks as ${form.slice(0, 30)}`).toBe(
      '',
    );
  }
};

const raw = (method: string, target: string, headers: readonly string[] = [], body = ''): string =>
  [
    `${method} ${target} HTTP/1.1`,
    'Host: a',
    'Connection: close',
    ...headers,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');

/** Where each is put. `s` stands as it is, `p` percent-encoded, `j` JSON-escaped. */
const requests = (s: string): readonly string[] => {
  const p = encodeURIComponent(s);
  const b = everyByte(s);
  const j = escaped(s);
  const form = 'Content-Type: application/x-www-form-urlencoded';
  const json = 'Content-Type: application/json';
  const url = '/data/upload-url';
  return [
    raw('GET', `/data/list_s3_buckets?jwt=${p}`),
    raw('GET', `/data/list_s3_buckets?JWT=${b}&%6awt=${b}&a=${p}&${p}=x&${b}`),
    raw('GET', `/${p}/x/${b}?x-amz-signature=${p}`),
    raw('GET', `http://user:${p}@host/data/${b}`),
    raw('POST', url, [`Authorization: Bearer ${s}`, `Authorization: Bearer ${s}`]),
    raw('POST', url, [`Authorization: ${s}`, `Cookie: jwt=${s}; b=${s}`]),
    raw('POST', url, [`authorization: bearer  ${s}`, `X-Amz-Security-Token: ${s}`, `X-Anything: a ${s} b`]),
    raw('POST', url, [
      `Referer: http://a/data?x=1&jwt=${p}`,
      `X-${s.replaceAll(/[^\w-]/g, '-')}: x`,
      `User-Agent: ${b}`,
    ]),
    raw(
      'POST',
      url,
      [json],
      JSON.stringify({ filename: `${s}.zip`, [s]: 1, deep: [{ policy: s, other: [s] }] }),
    ),
    raw('POST', url, [json], `{"filename":"${j}","filename":"x","${j}":["${j}"]}`),
    raw('POST', url, [json], `{"filename": "${s}", "jwt":"${j}" broken "${j}`),
    raw('POST', url, [json], `{"a": {"url": "http:\\/\\/x\\/?jwt=${p}\\u0026signature=${b}"}}`),
    raw('POST', url, [json], /^\d+$/.test(s) ? `{"filename": ${s}, "a": [${s}]}` : '[]'),
    raw('POST', url, [form], `filename=${p}&policy=${p}&Policy=${b}&${p}=${b}&x=${s.replaceAll(' ', '+')}`),
    raw(
      'POST',
      url,
      ['Content-Type: text/plain'],
      `Authorization: Bearer ${s}\nsee ${s}, or ${p}, or ${b} or "${j}"`,
    ),
    raw(
      'POST',
      url,
      ['Content-Type: text/xml'],
      `<a><StringToSign>${s}</StringToSign><SignatureProvided>${s}</SignatureProvided><b c="${s}">${s}</b></a>`,
    ),
    raw(
      'POST',
      url,
      ['Content-Type: text/html'],
      `<a href="http://x/?X-Amz-Signature=${p}&amp;jwt=${p}">${s}</a>`,
    ),
    raw('POST', url, [`Content-Type: application/json; x=${s}`], `"${s}"`),
    raw(
      'POST',
      '/data/nowhere',
      ['Content-Type: text/plain'],
      `${'x '.repeat(8_185)}${s}${' x'.repeat(8_000)}`,
    ),
    raw(
      'POST',
      '/data/nowhere',
      ['Content-Type: text/plain'],
      `${'x '.repeat(10_235)}${s}${' x'.repeat(8_000)}`,
    ),
  ];
};

const multipart = (s: string): string => {
  const part = (head: string, value: string): string =>
    `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
  const body = [
    part('name="key"', `pat/${s}.zip`),
    part('name="Policy"', s),
    part('name="X-AMZ-SIGNATURE"', s),
    part('name="x-amz-credential"', s),
    part('name="x-amz-security-token"', s),
    part('name="AWSAccessKeyId"', s),
    part('name="signature"', s),
    part(`name="${s}"`, 'x'),
    part('name="other"', s),
    part(`name="file"; filename="${s}.csv"`, `a|${s}`),
  ].join('');
  return raw(
    'POST',
    `/${BUCKETS.emission}/`,
    ['Content-Type: multipart/form-data; boundary=x'],
    `${body}--x--\r\n`,
  );
};

describe.each(Object.entries(CANARIES))('%s', (_what, secret) => {
  it('sent in any place is in no entry and in no file', async () => {
    const { mock, folder } = await startOnDisk();
    const all = requests(secret);
    for (const request of all) await exchange(mock.api, request).catch(() => undefined);
    for (const request of [...all.slice(0, 4), multipart(secret)]) await exchange(mock.s3, request);
    const text = await everything(mock, folder);
    expect((await mock.entries()).length).toBeGreaterThanOrEqual(all.length);
    expectNothingOf(secret, text);
    await mock.close();
  });
});

it('the whole way of an emission leaves nothing of what it was signed with', async () => {
  const { mock, folder } = await startOnDisk();
  const call = (path: string, body: Record<string, string>, token = VALID): Promise<Response> =>
    fetch(`http://127.0.0.1:${mock.api}${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: new URLSearchParams(body),
    });
  const form = (await (await call('/data/upload-url', { filename: 'a.zip' })).json()) as IssuedForm;
  const changed = { ...form, fields: { ...form.fields, 'x-amz-signature': CANARIES.signature } };
  for (const each of [form, changed, form])
    await (await fetch(each.url, { method: 'POST', body: formData(each, 'x') })).text();
  const object = { filename: form.fields['key'] ?? '', bucket: BUCKETS.emission };
  const links = [
    await (await call('/data/download_url', object)).text(),
    ...Object.values((await (await call('/data/download_uri', object)).json()) as Record<string, string>),
  ];
  for (const link of links)
    await (await fetch(link.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')))).text();
  const text = await everything(mock, folder);
  const signatures = links.map((link) => new URL(link).searchParams.get('X-Amz-Signature') ?? '');
  const { policy = '', 'x-amz-signature': signature = '', 'x-amz-credential': credential = '' } = form.fields;
  for (const secret of [VALID, policy, signature, credential, CANARIES.signature, ...signatures]) {
    expect(secret.length).toBeGreaterThan(20);
    expectNothingOf(secret, text);
  }
  expect(text).toContain('<Code>SignatureDoesNotMatch</Code>');
  await mock.close();
});

it('a secret of no known shape is hidden wherever the same exchange says it again', async () => {
  const { mock, folder } = await startOnDisk();
  const secret = 'correct horse/battery+staple';
  const p = encodeURIComponent(secret);
  const base64 = Buffer.from(`user:${secret}`).toString('base64');
  await exchange(
    mock.api,
    raw(
      'POST',
      `/data/${p}?a=${p}`,
      [`Cookie: sid=${secret}`, `X-A: ${base64}`, 'Content-Type: text/plain'],
      `so ${secret} ${escaped(secret)}`,
    ),
  );
  await exchange(
    mock.api,
    raw(
      'POST',
      '/data/x',
      ['Content-Type: application/json'],
      JSON.stringify({ password: secret, note: `it is ${secret}` }),
    ),
  );
  expectNothingOf(secret, await everything(mock, folder));
  await mock.close();
});

it('files of the journal can be read by their owner only', async () => {
  const { mock, folder } = await startOnDisk();
  await fetch(`http://127.0.0.1:${mock.api}/x`);
  await mock.journal.settled();
  const modes = readdirSync(join(folder, 'journal')).map(
    (name) => statSync(join(folder, 'journal', name)).mode & 0o077,
  );
  expect(modes).toEqual(process.platform === 'win32' ? expect.any(Array) : [0, 0]);
  await mock.close();
});
