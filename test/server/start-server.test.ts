/** The whole mock, started as a library: what it gives, keeps, refuses and leaves behind. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServerOptions } from '../../server/options.js';
import { startServer } from '../../server/start-server.js';
import type { RunningServer } from '../../server/start-server.js';

const BUCKET = 'cqube-qa10-emission';

let folder = '';
let running: RunningServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-start-'));
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.close()));
  running = [];
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: ServerOptions = {}): Promise<RunningServer> {
  const server = await startServer(options);
  running.push(server);
  return server;
}

const authorised = (token: string | null): Record<string, string> =>
  token === null ? {} : { Authorization: `Bearer ${token}` };

const call = (server: RunningServer, path: string, body: Record<string, string>, token = server.token) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { ...authorised(token), 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

interface Form {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

const formFor = async (server: RunningServer, filename: string): Promise<Form> =>
  (await (await call(server, '/upload-url', { filename })).json()) as Form;

function send({ url, fields }: Form, text: string): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob([text]), 'file.zip');
  return fetch(url, { method: 'POST', body });
}

async function keysOf(server: RunningServer): Promise<readonly string[]> {
  const answer = await call(server, '/list_s3_files', { bucket: BUCKET });
  const { Contents: contents = [] } = (await answer.json()) as { Contents?: { readonly Key: string }[] };
  return contents.map(({ Key: key }) => key);
}

describe('a server', () => {
  it('has three listeners on loopback, each of its own', async () => {
    const { url, s3Url, adminUrl, token } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/data$/);
    const origins = [url, s3Url, adminUrl].map((address) => new URL(address).origin);
    expect(new Set(origins).size).toBe(3);
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect((await fetch(`${adminUrl}/api/health`)).status).toBe(200);
    expect((await fetch(s3Url)).status).toBe(403);
    expect((await fetch(`${new URL(url).origin}/api/health`)).status).toBe(404);
  });

  it('on every address tells one that can be reached', async () => {
    const { url, s3Url, adminUrl } = await start({ host: '0.0.0.0' });
    for (const address of [url, s3Url, adminUrl])
      expect(new URL(address).hostname).toMatch(/^(?!0\.0\.0\.0)\d+\.\d+\.\d+\.\d+$/);
    // Asked over loopback, whatever it is.
    expect((await fetch(`http://127.0.0.1:${new URL(adminUrl).port}/api/health`)).status).toBe(200);
  });

  it('may listen on IPv6', async () => {
    const server = await start({ host: '::1' }).catch((error: unknown) => error);
    // Some machines have none.
    if (server instanceof Error) return expect(server).toMatchObject({ code: 'NO_SUCH_ADDRESS' });
    const { url, adminUrl } = server as RunningServer;
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+\/data$/);
    expect((await fetch(`${adminUrl}/api/health`)).status).toBe(200);
    expect((await send(await formFor(server as RunningServer, 'a.zip'), 'x')).status).toBe(204);
  });

  it('takes an upload and gives it out again by a link', async () => {
    const server = await start();
    const form = await formFor(server, 'pat/periodic_exam_mst.zip');
    expect(form.url).toBe(`${server.s3Url}/${BUCKET}/`);
    expect((await send(form, 'bytes of a zip')).status).toBe(204);
    const [key = ''] = await keysOf(server);
    expect(key).toMatch(/^pat\/periodic_exam_mst_\d{14}\.zip$/);
    const link = await (await call(server, '/download_url', { filename: key, bucket: BUCKET })).text();
    expect(await (await fetch(link)).text()).toBe('bytes of a zip');
    expect((await fetch(link.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status).toBe(403);
    expect((await fetch(link.replace('periodic', 'semester'))).status).toBe(403);
    expect((await fetch(link.slice(0, link.indexOf('?')))).status).toBe(403);
  });

  it('lets a link expire by its own clock, and tells a missing object', async () => {
    let now = Date.UTC(2022, 7, 1, 10);
    const server = await start({ clock: { now: () => now } });
    const link = await (await call(server, '/download_url', { filename: 'no/such', bucket: BUCKET })).text();
    const missing = await fetch(link);
    expect([missing.status, await missing.text()]).toEqual([
      404,
      expect.stringContaining('<Key>no/such</Key>'),
    ]);
    now += 86_401_000;
    const expired = await fetch(link);
    expect(expired.status).toBe(403);
    expect(await expired.text()).toContain(
      '<X-Amz-Expires>86400</X-Amz-Expires><Expires>2022-08-02T10:00:00Z</Expires><ServerTime>2022-08-02T10:00:01Z</ServerTime>',
    );
  });

  it.each([
    ['one-time', 403, 'x-cqube-conform-reason'],
    ['until-expiry', 204, null],
  ] as const)('with upload URLs %s answers a second upload with %i', async (uploadUrls, status, header) => {
    const server = await start({ uploadUrls });
    const form = await formFor(server, 'a.zip');
    expect((await send(form, 'first')).status).toBe(204);
    const second = await send(form, 'second');
    expect(second.status).toBe(status);
    expect(header === null || second.headers.has(header)).toBe(true);
  });

  it('lets a form expire as soon as its clock is moved on', async () => {
    const server = await start();
    const [late, early] = [await formFor(server, 'late.zip'), await formFor(server, 'early.zip')];
    expect((await send(early, 'x')).status).toBe(204);
    server.clock.advance(3_601_000);
    const expired = await send(late, 'x');
    expect([expired.status, await expired.text()]).toEqual([403, expect.stringContaining('Policy expired')]);
    server.clock.reset();
    expect((await send(late, 'x')).status).toBe(204);
  });

  it('without a gateway asks for no token', async () => {
    const server = await start({ gateway: 'none' });
    expect(server.token).toBeNull();
    expect((await call(server, '/upload-url', { filename: 'a.zip' })).status).toBe(200);
  });

  it('asks for a token behind the gateway, and knows the credentials it was given', async () => {
    const credentials = [{ key: 'KEY512', secret: 'SECRET1', algorithm: 'HS512' }] as const;
    const server = await start({ credentials });
    const [head = ''] = (server.token ?? '').split('.');
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toMatchObject({ alg: 'HS512' });
    expect((await call(server, '/upload-url', { filename: 'a.zip' })).status).toBe(200);
    expect((await call(server, '/upload-url', { filename: 'a.zip' }, null)).status).toBe(401);
  });

  it('is not seen by another in the same process', async () => {
    const [one, other] = [await start(), await start()];
    expect((await call(one, '/upload-url', { filename: 'a.zip' }, other.token)).status).toBe(401);
    expect((await send(await formFor(one, 'a.zip'), 'x')).status).toBe(204);
    expect(await keysOf(other)).toEqual([]);
    const form = await formFor(one, 'b.zip');
    const moved = { ...form, url: form.url.replace(one.s3Url, other.s3Url) };
    expect((await send(moved, 'x')).status).toBe(403);
  });
});

describe('a data folder', () => {
  it('carries objects, tokens and links over a restart', async () => {
    const dataDir = join(folder, 'data');
    const first = await start({ dataDir });
    await send(await formFor(first, 'a.zip'), 'kept');
    const [key = ''] = await keysOf(first);
    const form = await formFor(first, 'b.zip');
    await first.close();
    const second = await start({ dataDir, s3Port: Number(new URL(first.s3Url).port) });
    expect((await call(second, '/upload-url', { filename: 'c.zip' }, first.token)).status).toBe(200);
    expect(await keysOf(second)).toEqual([key]);
    expect((await send(form, 'asked for before the restart')).status).toBe(204);
  });

  it.skipIf(process.platform === 'win32')('keeps its secrets to its owner', async () => {
    const dataDir = join(folder, 'data');
    await start({ dataDir });
    expect(statSync(join(dataDir, 'state.json')).mode & 0o777).toBe(0o600);
  });

  it('knows which forms were used before a restart', async () => {
    const first = await start({ dataDir: folder });
    const { port } = new URL(first.s3Url);
    const [used, unused] = [await formFor(first, 'used.zip'), await formFor(first, 'unused.zip')];
    expect((await send(used, 'x')).status).toBe(204);
    await first.close();
    await start({ dataDir: folder, s3Port: Number(port) });
    expect((await send(used, 'x')).status).toBe(403);
    expect((await send(unused, 'x')).status).toBe(204);
  });

  it('carries uploads in parts over a restart', async () => {
    const first = await start({ dataDir: folder });
    const clientOf = ({ s3Url: endpoint, s3Access: { region, ...credentials } }: RunningServer) =>
      new S3Client({ endpoint, forcePathStyle: true, region, credentials });
    const at = { Bucket: BUCKET, Key: 'in/parts' };
    const { UploadId } = await clientOf(first).send(new CreateMultipartUploadCommand(at));
    const part = (server: RunningServer, PartNumber: number, Body: Buffer) =>
      clientOf(server).send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body }));
    const [one, two] = [Buffer.alloc(5 * 1024 * 1024, 'one'), Buffer.from('two')];
    const { ETag: first1 } = await part(first, 1, one);
    await first.close();
    const second = await start({ dataDir: folder });
    const { ETag: second2 } = await part(second, 2, two);
    await clientOf(second).send(
      new CompleteMultipartUploadCommand({
        ...at,
        UploadId,
        MultipartUpload: {
          Parts: [
            { PartNumber: 1, ETag: first1 },
            { PartNumber: 2, ETag: second2 },
          ],
        },
      }),
    );
    const found = await second.store.get(BUCKET, 'in/parts');
    const bytes = Buffer.concat((await found?.content.toArray()) ?? []);
    // Compared here: a matcher would look at five million bytes one by one.
    expect(bytes.equals(Buffer.concat([one, two]))).toBe(true);
  });

  it('belongs to one server at a time', async () => {
    const dataDir = join(folder, 'data');
    await start({ dataDir });
    const file = join(dataDir, 'state.json');
    const before = readFileSync(file, 'utf8');
    const credentials = [{ key: 'K', secret: 's', algorithm: 'HS256' }] as const;
    await expect(startServer({ dataDir, credentials })).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it.skipIf(process.platform !== 'linux')('where the system makes none is refused at once', async () => {
    await expect(startServer({ dataDir: '/proc/no/such' })).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
    });
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"version":2}',
    '{"version":1,"access":{}}',
    '{"version":1,"access":{"accessKeyId":"a","secretAccessKey":"b"},"credentials":[1]}',
  ])('with damaged state is refused and left as it is: %s', async (text) => {
    const dataDir = join(folder, 'data');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'state.json'), text);
    await expect(startServer({ dataDir })).rejects.toMatchObject({ code: 'STATE_DAMAGED' });
    expect(readFileSync(join(dataDir, 'state.json'), 'utf8')).toBe(text);
  });

  it('that cannot be made is refused', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(startServer({ dataDir: join(folder, 'file', 'data') })).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
    });
  });
});

describe('a start', () => {
  it('fills the buckets from a seed, by role or by name', async () => {
    mkdirSync(join(folder, 'emission', 'pat'), { recursive: true });
    writeFileSync(join(folder, 'emission', 'pat', 'a.zip'), 'seeded');
    const server = await start({ seed: folder });
    expect(await keysOf(server)).toEqual(['pat/a.zip']);
  });

  it('shows the logs of a seed, a copy of them, without placeholders', async () => {
    mkdirSync(join(folder, 'logs', 'cqube', 'empty'), { recursive: true });
    writeFileSync(join(folder, 'logs', 'cqube', 'a.log'), 'one line');
    writeFileSync(join(folder, 'logs', 'cqube', 'empty', '.gitkeep'), '');
    const server = await start({ seed: folder });
    const list = await fetch(`${server.url}/list_log_files`, { headers: authorised(server.token) });
    const folders = (await list.json()) as { path: string; directories: string[]; files: string[] }[];
    expect(folders.map(({ files }) => files)).toEqual([[], ['a.log'], []]);
    expect(await (await call(server, '/log-download', { filename: 'cqube/a.log' })).text()).toBe('one line');
  });

  it('refuses a seed that names no bucket, and one that is not there', async () => {
    mkdirSync(join(folder, 'nonsense'));
    await expect(startServer({ seed: folder })).rejects.toMatchObject({ code: 'SEED_UNUSABLE' });
    await expect(startServer({ seed: join(folder, 'no') })).rejects.toMatchObject({ code: 'SEED_UNUSABLE' });
  });

  it('refuses two buckets of one name', async () => {
    const buckets = { input: 'a', output: 'b', emission: 'a' };
    await expect(startServer({ buckets })).rejects.toMatchObject({ code: 'OPTION_UNUSABLE' });
  });

  it('that meets a used port says so, and leaves nothing open or lying about', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const dataDir = join(folder, 'data');
    await expect(startServer({ dataDir, adminPort: port })).rejects.toMatchObject({ code: 'PORT_IN_USE' });
    await new Promise((resolve) => taken.close(resolve));
    const again = await start({ dataDir, adminPort: port });
    expect(new URL(again.adminUrl).port).toBe(String(port));
  });
});

describe('a close', () => {
  it('may come twice, frees the ports and removes the temporary folder', async () => {
    // Other tests have temporary folders of the same kind: this one gets a place of its own.
    for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, folder);
    const server = await start();
    await send(await formFor(server, 'a.zip'), 'x');
    expect(readdirSync(folder)).toHaveLength(1);
    await Promise.all([server.close(), server.close()]);
    expect(readdirSync(folder)).toEqual([]);
    await expect(fetch(`${server.adminUrl}/api/health`)).rejects.toThrow('fetch failed');
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });
});
