/** A server whose clock was put elsewhere, and clients that live in the real time. */
import { request } from 'node:http';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { signRequest } from '../../server/s3/signing/sign-request.js';
import { startServer } from '../../server/start-server.js';
import type { RunningServer } from '../../server/start-server.js';

const HOUR = 3_600_000;

let server: RunningServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.close());

interface Form {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

const call = (path: string, body: object): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

const formFor = async (filename: string): Promise<Form> =>
  (await (await call('/upload-url', { filename })).json()) as Form;

async function send({ url, fields }: Form): Promise<number> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob(['x']));
  return (await fetch(url, { method: 'POST', body })).status;
}

it.each([2 * HOUR, -2 * HOUR, 400 * 24 * HOUR])(
  'lets a client through that corrects its own clock: %d ms',
  async (milliseconds) => {
    server.clock.advance(milliseconds);
    const { s3Url: endpoint, s3Access } = server;
    const { region, ...credentials } = s3Access;
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    const at = { Bucket: server.buckets.emission, Key: 'k' };
    await client.send(new PutObjectCommand({ ...at, Body: 'x' }));
    const { LastModified: modified } = await client.send(new GetObjectCommand(at));
    client.destroy();
    expect(Math.abs(Number(modified) - server.clock.now())).toBeLessThan(HOUR);
  },
);

it('tells one that does not, whose clock it is that differs', async () => {
  server.clock.set(Date.UTC(2030, 0, 1));
  server.clock.freeze();
  const { host } = new URL(server.s3Url);
  const headers = signRequest({
    access: server.s3Access,
    method: 'GET',
    url: { host, path: '/', query: '' },
    headers: {},
    payloadHash: 'UNSIGNED-PAYLOAD',
    moment: Date.now(),
  });
  const said = await new Promise((resolve, reject) => {
    request(server.s3Url, { headers, agent: false }, (answer) => {
      answer.resume();
      resolve([answer.statusCode, answer.headers['x-cqube-conform-reason']]);
    })
      .on('error', reject)
      .end();
  });
  expect(said).toEqual([403, expect.stringContaining('2030-01-01T00:00:0')]);
  await server.journal.settled();
  expect(server.journal.query({}).entries.map(({ _cqube: { reason } }) => reason)).toEqual([
    expect.stringContaining('/api/clock'),
  ]);
});

it('knows what was used, wherever the clock was in between', async () => {
  const form = await formFor('a.csv');
  expect(await send(form)).toBe(204);
  server.clock.advance(3 * HOUR);
  expect(await send(await formFor('b.csv'))).toBe(204);
  server.clock.reset();
  expect(await send(form)).toBe(403);
});

it('refuses links from the future and from the past, and takes them in their own time', async () => {
  const form = await formFor('a.csv');
  expect(await send(form)).toBe(204);
  const [filename, bucket] = [form.fields['key'], server.buckets.emission];
  const link = await (await call('/download_url', { filename, bucket })).text();
  const statuses: number[] = [];
  for (const offset of [-HOUR, 30 * 24 * HOUR, 0]) {
    server.clock.reset();
    server.clock.advance(offset);
    statuses.push((await fetch(link)).status);
  }
  expect(statuses).toEqual([403, 403, 200]);
});
