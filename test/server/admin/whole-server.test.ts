/** The admin API of a whole server: what emitters do is seen, and the levers move the server. */
import { readFileSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '../../../server/start-server.js';
import type { RunningServer } from '../../../server/start-server.js';

const BUCKET = 'cqube-qa10-emission';

let server: RunningServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.close());

async function admin(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${server.adminUrl}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    text,
    body: (answer.headers.get('content-type') ?? '').startsWith('application/json') ? JSON.parse(text) : null,
  };
}

interface Form {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

async function formFor(filename: string): Promise<Form> {
  const answer = await fetch(`${server.url}/upload-url`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ filename }),
  });
  return (await answer.json()) as Form;
}

async function send({ url, fields }: Form, content: string): Promise<number> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob([content]), 'x');
  return (await fetch(url, { method: 'POST', body })).status;
}

it('shows an upload: in the journal as its schema says, in the bucket, in rows', async () => {
  const form = await formFor('district/district_mst.csv');
  expect(await send(form, 'id|name\n1|x\n')).toBe(204);
  const { body: page } = await admin('GET', '/api/journal');
  expect(page.entries.map((entry: { _cqube: { step: string } }) => entry._cqube.step)).toEqual([
    'upload-url',
    's3-post',
  ]);
  expect(page.entries[0].request.url).toBe(`${server.url}/upload-url`);
  const { body: document } = await admin('GET', '/api/openapi.json');
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'api');
  ajv.validate('api#/components/schemas/JournalPage', page);
  expect(ajv.errors).toBeNull();
  expect(JSON.stringify(page)).not.toContain(server.token);
  const key = encodeURIComponent(form.fields['key'] ?? '');
  const object = `/api/buckets/${BUCKET}/object`;
  expect((await admin('GET', `${object}?key=${key}`)).body.bytes).toBe(12);
  expect((await admin('GET', `${object}/preview?key=${key}`)).body.rows).toEqual([
    ['id', 'name'],
    ['1', 'x'],
  ]);
  expect((await admin('GET', `/api/journal?step=s3-post&key=${key}&status=2`)).body.entries).toHaveLength(1);
  // A head, and two entries.
  expect((await admin('GET', '/api/journal.ndjson')).text.trim().split('\n')).toHaveLength(3);
  expect((await admin('GET', '/api/journal.har')).body.log.entries).toHaveLength(2);
});

it('tells of it as it happens', async () => {
  const told = new Promise<string>((resolve, reject) => {
    const request = httpGet(`${server.adminUrl}/api/events`, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += String(chunk);
        if (/event: exchange[\s\S]*event: object[\s\S]*event: exchange/.test(text)) {
          resolve(text);
          request.destroy();
        }
      });
      formFor('a.csv')
        .then((form) => send(form, 'a,b\n'))
        .catch(reject);
    });
    request.on('error', () => undefined);
  });
  expect(await told).toMatch(/^id: 2$/m);
});

it('has faults strike, and heal', async () => {
  const form = await formFor('a.csv');
  const plan = {
    version: 1,
    faults: [{ step: 's3-post', action: { kind: 's3-error', status: 503, code: 'SlowDown' } }],
  };
  expect((await admin('PUT', '/api/faults', plan)).status).toBe(200);
  expect(await send(form, 'x')).toBe(503);
  expect((await admin('GET', '/api/faults')).body.state).toMatchObject([{ seen: 1, injected: 1 }]);
  expect((await admin('DELETE', '/api/faults')).status).toBe(204);
  expect(await send(form, 'x')).toBe(204);
  const bad = await admin('PUT', '/api/faults', {
    version: 1,
    faults: [{ step: 'nowhere', action: { kind: 'reset' } }],
  });
  expect([bad.status, bad.body.error]).toEqual([400, expect.stringContaining('the plan cannot be used: ')]);
});

it('moves the clock, by which forms run out', async () => {
  const form = await formFor('a.csv');
  await admin('PUT', '/api/clock', { advanceMilliseconds: 3_601_000 });
  expect(await send(form, 'x')).toBe(403);
  await admin('DELETE', '/api/clock');
  expect(await send(form, 'x')).toBe(204);
});

it('begins anew where it is told to', async () => {
  const form = await formFor('a.csv');
  expect(await send(form, 'x')).toBe(204);
  expect(await send(form, 'x')).toBe(403);
  const { body } = await admin('POST', '/api/reset', { objects: true, forms: true, journal: true });
  expect(body).toEqual({ objects: { buckets: expect.any(Array), deleted: 1 }, forms: true, journal: true });
  expect((await admin('GET', '/api/journal')).body).toMatchObject({ entries: [], kept: 0 });
  expect(await send(form, 'x')).toBe(204);
});

it('closes at once, though somebody listens', async () => {
  const ended = new Promise<void>((resolve) => {
    httpGet(`${server.adminUrl}/api/events`, (response) => {
      response.on('data', () => void server.close());
      response.on('close', () => resolve());
      response.on('error', () => undefined);
    }).on('error', () => undefined);
  });
  await ended;
  await server.close();
});

describe('with TLS', () => {
  let secure: RunningServer;

  beforeEach(async () => {
    secure = await startServer({ tls: true });
  });

  afterEach(() => secure.close());

  const call = (
    url: string,
    headers: Readonly<Record<string, string>> = {},
    body = '',
  ): Promise<[number, string]> =>
    new Promise((resolve, reject) => {
      const ca = readFileSync(String(secure.tls?.caFile));
      const method = body === '' ? 'GET' : 'POST';
      httpsRequest(url, { ca, method, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => (text += String(chunk)));
        response.on('end', () => resolve([response.statusCode ?? 0, text]));
      })
        .on('error', reject)
        .end(body);
    });

  it('every listener speaks it, and forms lead to https', async () => {
    for (const url of [secure.url, secure.s3Url, secure.adminUrl])
      expect(url).toMatch(/^https:\/\/127\.0\.0\.1:/);
    const headers = { Authorization: `Bearer ${secure.token}`, 'Content-Type': 'application/json' };
    const [status, text] = await call(`${secure.url}/upload-url`, headers, '{"filename":"a.csv"}');
    expect(status).toBe(200);
    expect(JSON.parse(text).url).toBe(`${secure.s3Url}/${BUCKET}/`);
    expect((await call(`${secure.s3Url}/${BUCKET}/x`))[0]).toBe(403);
  });

  it('own pages are those of https', async () => {
    const at = `${secure.adminUrl}/api/health`;
    expect((await call(at, { Origin: secure.adminUrl }))[0]).toBe(200);
    expect((await call(at, { Origin: secure.adminUrl.replace('https', 'http') }))[0]).toBe(403);
    const info = JSON.parse((await call(`${secure.adminUrl}/api/info`))[1]);
    expect(info.caFile).toBe(secure.tls?.caFile);
    expect(info.clientConfig).toContain(`emission_url = "${secure.url}"`);
  });
});
