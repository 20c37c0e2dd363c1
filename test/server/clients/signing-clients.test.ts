/** Clients that sign, none of them the AWS SDK, work on a bucket over real sockets. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCESS, openSignedServer, type SignedServer } from '../s3/signed-server.js';

const python = spawnSync('python3', ['--version']).status === 0;
const help = spawnSync('curl', ['--help', 'all'], { encoding: 'utf8' });
const curl = help.status === 0 && help.stdout.includes('--aws-sigv4');
const script = fileURLToPath(new URL('like_signing_client.py', import.meta.url));

const root = mkdtempSync(join(tmpdir(), 'cqube-conform-signing-'));
const folder = join(root, 'files');
const FILES: Readonly<Record<string, Buffer>> = {
  'plain.zip': randomBytes(700),
  'large.bin': randomBytes(3_000_000),
  'a/b/c.csv': Buffer.from('a|b\n1|2\n'),
  'empty.zip': Buffer.alloc(0),
  'विद्यालय/शिक्षक उपस्थिति.zip': randomBytes(10),
  "udise/a.b c+d&e=f%20~!'()*.zip": randomBytes(1),
  'what?is=this#tag': randomBytes(2),
};

let server: SignedServer;

beforeAll(() => {
  for (const [path, bytes] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

beforeEach(async () => {
  server = await openSignedServer();
});

afterEach(() => server.close());

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const origin = (): string => `http://127.0.0.1:${server.port}`;

/** Not blocking: the server lives in this process. */
function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (output += part.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

const encoded = (key: string): string => key.split('/').map(strictly).join('/');
const strictly = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const sh = (...args: readonly string[]) => {
  const signed = ['--aws-sigv4', `aws:amz:${ACCESS.region}:s3`];
  // S3 asks for it; releases of curl before 8 do not send it by themselves.
  const payload = ['-H', 'x-amz-content-sha256: UNSIGNED-PAYLOAD'];
  const user = ['--user', `${ACCESS.accessKeyId}:${ACCESS.secretAccessKey}`];
  return run('curl', ['-sS', '--path-as-is', ...signed, ...user, ...payload, ...args]);
};

describe('a client of hand-made signatures', () => {
  it.skipIf(!python)('puts, lists, gets and deletes a folder [install: python3]', async () => {
    const secrets = {
      AWS_ACCESS_KEY_ID: ACCESS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ACCESS.secretAccessKey,
    };
    const { code, output } = await run('python3', [script, origin(), ACCESS.region, 'one', folder], secrets);
    expect({ code, output }).toEqual({ code: 0, output: '' });
    const puts = server.facts().flatMap(({ key, upload }) => (upload ? [[key, upload.sha256]] : []));
    expect(Object.fromEntries(puts)).toEqual(
      Object.fromEntries(Object.entries(FILES).map(([key, bytes]) => [key, hash(bytes)])),
    );
  });

  it.skipIf(!python)('gets nothing with another secret [install: python3]', async () => {
    const secrets = { AWS_ACCESS_KEY_ID: ACCESS.accessKeyId, AWS_SECRET_ACCESS_KEY: 'wrong' };
    const { code, output } = await run('python3', [script, origin(), ACCESS.region, 'one', folder], secrets);
    expect(code).toBe(1);
    expect(output).toContain('SignatureDoesNotMatch');
    expect((await server.store.list('one', { prefix: '', after: '', limit: 10 })).objects).toEqual([]);
  });
});

describe('curl --aws-sigv4', () => {
  it.skipIf(!curl)('puts, gets and deletes [install: curl 7.75 or later]', async () => {
    for (const [key, bytes] of Object.entries(FILES)) {
      const url = `${origin()}/one/${encoded(key)}`;
      const sent = await sh('-T', join(folder, key), '-w', '%{http_code}', url);
      expect(sent, key).toEqual({ code: 0, output: '200' });
      expect((await server.store.head('one', key))?.sha256).toBe(hash(bytes));
      const target = join(root, 'got');
      const got = await sh('-o', target, '-w', '%{http_code}', url);
      expect([got, hash(readFileSync(target))], key).toEqual([{ code: 0, output: '200' }, hash(bytes)]);
      expect(await sh('-X', 'DELETE', '-w', '%{http_code}', url), key).toEqual({ code: 0, output: '204' });
      expect(await server.store.head('one', key)).toBeNull();
    }
  });

  it.skipIf(!curl)('lists buckets and objects [install: curl 7.75 or later]', async () => {
    await sh('-T', join(folder, 'plain.zip'), `${origin()}/one/p`);
    expect((await sh(`${origin()}/`)).output).toContain('<Name>one</Name>');
    expect((await sh(`${origin()}/one?list-type=2`)).output).toContain('<Key>p</Key>');
  });
});
