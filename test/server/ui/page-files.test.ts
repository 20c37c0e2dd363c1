/** The page as it is served: small, complete, and nothing else of this machine with it. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../../server/start-server.js';
import type { RunningServer } from '../../../server/start-server.js';
import { exchange } from '../raw-client.js';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.close());

const get = (path: string): Promise<Response> => fetch(`${server.adminUrl}${path}`);

/** Addresses of what a module imports, `named` by the import map. */
function importsOf(path: string, code: string, named: Readonly<Record<string, string>>): readonly string[] {
  const found = code.matchAll(/(?:^|[;}])\s*(?:import|export)\b(?:[^'"`;()]*?\bfrom)?\s*["']([^"']+)["']/gm);
  return [...found]
    .map(([, from, bare]) => from ?? bare ?? '')
    .map((target) => named[target] ?? new URL(target, `http://x${path}`).pathname);
}

/** Everything that a browser loads for the page, by its path. */
async function loaded(): Promise<ReadonlyMap<string, string>> {
  const html = await (await get('/')).text();
  const [, map = '{}'] = /<script type="importmap">(.*?)<\/script>/.exec(html) ?? [];
  const { imports } = JSON.parse(map) as { imports: Readonly<Record<string, string>> };
  const [, entry = ''] = /<script type="module" src="([^"]+)"/.exec(html) ?? [];
  const found = new Map([['/', html]]);
  const queue = [entry, '/ui/style.css'];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (found.has(path)) continue;
    const answer = await get(path);
    expect(answer.status, path).toBe(200);
    const content = await answer.text();
    found.set(path, content);
    if (path.endsWith('.js')) queue.push(...importsOf(path, content, imports));
  }
  return found;
}

it('loads all that it imports, below 150 kB compressed, from nowhere else', async () => {
  const files = await loaded();
  expect(files.size).toBeGreaterThan(30);
  const bytes = [...files.values()].map((content) => gzipSync(content).length);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
  for (const [path, content] of files) {
    expect(content, path).not.toMatch(/(?:src|href)=["']https?:|@import|url\(\s*["']?https?:/);
    expect(content, path).not.toContain('sourceMappingURL');
  }
});

it('may run its own scripts and nothing else', async () => {
  const answer = await get('/');
  const policy = answer.headers.get('content-security-policy') ?? '';
  const [, map = ''] = /<script type="importmap">(.*?)<\/script>/.exec(await answer.text()) ?? [];
  const digest = createHash('sha256').update(map).digest('base64');
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      `script-src 'self' 'sha256-${digest}'`,
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]),
  );
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

describe('paths that lead elsewhere', () => {
  it.each([
    '/ui/',
    '/ui/..',
    '/ui/../package.json',
    '/ui/%2e%2e/%2e%2e/package.json',
    '/ui//etc/passwd',
    '/ui/vendor/../../package.json',
    '/ui/tsconfig.tsbuildinfo',
    '/ui/server/ui/browser/main.d.ts',
    '/ui/__proto__',
    '/index.html',
    String.raw`/ui/..\..\package.json`,
  ])('lead nowhere: %s', async (path) => {
    const { port } = new URL(server.adminUrl);
    const answer = await exchange(
      Number(port),
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
    );
    expect([400, 404]).toContain(answer.status);
  });
});

it('is for its own address only', async () => {
  const { port } = new URL(server.adminUrl);
  const ask = async (head: string): Promise<number> =>
    (await exchange(Number(port), `GET / HTTP/1.1\r\n${head}\r\nConnection: close\r\n\r\n`)).status;
  expect(await ask('Host: evil.example')).toBe(421);
  expect(await ask('Host: 127.0.0.1\r\nSec-Fetch-Site: cross-site')).toBe(403);
  expect(await ask(`Host: 127.0.0.1:${port}\r\nSec-Fetch-Site: none`)).toBe(200);
});

it('takes GET and HEAD, and no more', async () => {
  const head = await fetch(`${server.adminUrl}/`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect((await fetch(`${server.adminUrl}/`, { method: 'POST' })).status).toBe(404);
});
