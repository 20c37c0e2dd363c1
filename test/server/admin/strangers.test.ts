/** Who is not served, whatever is asked for: pages of others, names of others, and too much of anything. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminRoutes } from '../../../server/admin/routes/index.js';
import { exchange, headerOf } from '../raw-client.js';
import { BUCKET, startAdmin } from './running-admin.js';
import type { RunningAdmin } from './running-admin.js';

let admin: RunningAdmin;

beforeAll(async () => {
  admin = await startAdmin();
});

afterAll(() => admin.close());

const routes = adminRoutes.map(({ method, path }) => ({
  method,
  path: path.replace('{bucket}', BUCKET).replace('{seq}', '1').replace('{key}', 'k'),
}));

describe.each(routes)('$method $path', ({ method, path }) => {
  it.each([
    ['by a host name that was pointed here', { Host: 'evil.example' }, 421],
    ['by the same with our port', { Host: 'evil.example:8001' }, 421],
    ['by a host that only begins like ours', { Host: '127.0.0.1.evil.example' }, 421],
    ['by a page of another origin', { Origin: 'https://evil.example' }, 403],
    ['by a page without an origin', { Origin: 'null' }, 403],
    ['by another port of this machine', { Origin: 'http://127.0.0.1:1' }, 403],
    ['by the same address with another scheme', { Origin: 'https://127.0.0.1' }, 403],
    ['by an image or a link of another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['by a page of another port', { 'Sec-Fetch-Site': 'same-site' }, 403],
  ])('is not asked %s', async (_title, headers, status) => {
    const answer = await admin.ask(method, path, { headers });
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatch(/^[^\n]{10,}$/);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
  ])('takes nothing that a form can send: %s', async (type) => {
    const answer = await admin.ask(method, path, { headers: { 'Content-Type': type }, body: '{}' });
    // Routes with parameters may object to them first.
    expect([400, 415]).toContain(answer.status);
    if (answer.status === 400) expect(answer.body.error).toMatch(/missing|percent|takes/);
  });

  it('says which methods the path takes', async () => {
    const others = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'].filter(
      (other) => !adminRoutes.some((route) => route.method === other && fits(route.path, path)),
    );
    for (const other of others) {
      const answer = await admin.ask(other, path);
      expect(answer.status, other).toBe(405);
      expect(answer.headers.allow?.split(', ')).toContain(method);
      expect(answer.headers.allow?.split(', ')).not.toContain(other);
    }
  });

  it('knows its parameters', async () => {
    const mark = path.includes('?') ? '&' : '?';
    const answer = await admin.ask(method, `${path}${mark}nonsense=1`);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain('there is no parameter "nonsense"');
  });
});

const fits = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);

describe('its own', () => {
  it('names are taken: addresses, localhost and what was given, with the page of the same origin', async () => {
    for (const host of [
      '127.0.0.1',
      `127.0.0.1:${admin.port}`,
      'localhost',
      'LOCALHOST:1',
      '[::1]:80',
      'cqube.test',
    ])
      expect((await admin.ask('GET', '/api/health', { headers: { Host: host } })).status, host).toBe(200);
    const own = { Host: 'localhost:1', Origin: 'http://localhost:1', 'Sec-Fetch-Site': 'same-origin' };
    expect((await admin.ask('GET', '/api/health', { headers: own })).status).toBe(200);
    expect((await admin.ask('GET', '/api/health', { headers: { 'Sec-Fetch-Site': 'none' } })).status).toBe(
      200,
    );
  });
});

it('listening on every address is no reason to be called by any name', async () => {
  const open = await startAdmin({ hosts: ['0.0.0.0'] });
  for (const [host, status] of [
    ['evil.example', 421],
    ['evil.example:8001', 421],
    ['0.0.0.0.evil.example', 421],
    ['cqube.test', 421],
    ['192.0.2.1:8001', 200],
    ['[2001:db8::1]:8001', 200],
  ] as const)
    expect((await open.ask('GET', '/api/info', { headers: { Host: host } })).status, host).toBe(status);
  await open.close();
});

it('another scheme of the same address and port is another origin', async () => {
  for (const origin of [
    `https://127.0.0.1:${admin.port}`,
    `http://localhost:${admin.port}`,
    'http://127.0.0.1',
  ])
    expect((await admin.ask('GET', '/api/tokens', { headers: { Origin: origin } })).status, origin).toBe(403);
  expect((await admin.ask('GET', '/api/tokens', { headers: { Origin: admin.origin } })).status).toBe(200);
});

describe('any request', () => {
  it('gets an answer that the document has', async () => {
    const character = fc.constantFrom(
      ...'abk=&?%+./{}"\'\\<>0159-~'.split(''),
      '%00',
      '%ff',
      '%2e',
      '%2f',
      'key=',
      'limit=',
      'after=',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        fc.string({ unit: character, maxLength: 12 }),
        fc.string({ unit: character, maxLength: 20 }),
        async ({ method, path }, tail, query) => {
          const live = path === '/api/events' && tail === '';
          const target = `${path}${tail.replaceAll('?', '')}?${query}`;
          const { status } = await admin.ask(live ? 'HEAD' : method, target);
          expect(status, `${method} ${target}`).toBeLessThan(500);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('too much', () => {
  it.each([
    ['POST', '/api/tokens', 16],
    ['PUT', '/api/clock', 16],
    ['POST', '/api/reset', 16],
    ['PUT', '/api/faults', 256],
  ])('is a body over the limit: %s %s', async (method, path, kilobytes) => {
    const body = JSON.stringify({ more: 'y'.repeat(kilobytes * 1024) });
    const answer = await admin.ask(method, path, { body });
    expect(answer.status).toBe(413);
    expect(answer.body.error).toContain(`${kilobytes} kB`);
  });

  it('is a body over the limit that does not say how long it is', async () => {
    const answer = await exchange(
      admin.port,
      `POST /api/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5000\r\n${' '.repeat(0x5000)}\r\n`,
    );
    expect(answer.status).toBe(413);
    expect(headerOf(answer, 'connection')).toBe('close');
  });

  it.each([
    ['a head over 16 kB', `X-Long: ${'x'.repeat(17_000)}\r\n`, 431],
    ['no HTTP', 'no header\r\n', 400],
  ])('or none at all: %s', async (_title, header, status) => {
    const answer = await exchange(admin.port, `GET /api/health HTTP/1.1\r\nHost: localhost\r\n${header}\r\n`);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ error: expect.any(String) });
  });

  it('of headers hides none', async () => {
    const many = Array.from({ length: 1500 }, (_, index) => `a${index}: b\r\n`).join('');
    const answer = await exchange(
      admin.port,
      `GET /api/health HTTP/1.1\r\nHost: localhost\r\n${many}Sec-Fetch-Site: cross-site\r\n\r\n`,
    );
    expect(answer.status).toBe(403);
  });

  it.each([
    ['GET http://evil.example/api/health HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['GET /api/../api/health HTTP/1.1\r\nHost: localhost\r\n\r\n', 404],
    ['GET //api/health HTTP/1.1\r\nHost: localhost\r\n\r\n', 404],
    ['GET /api/health/ HTTP/1.1\r\nHost: localhost\r\n\r\n', 404],
    ['GET /api/journal?side=%C2%9B31m HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['GET /api/journal/1e3 HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['GET /api/journal/%2e%2e HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['GET /api/buckets/%2e%2e/objects HTTP/1.1\r\nHost: localhost\r\n\r\n', 404],
    ['GET /api/buckets/%ff/objects HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    [
      'GET /api/health HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil\r\n\r\n',
      403,
    ],
    ['GET /api/health HTTP/1.0\r\n\r\n', 421],
  ])('or odd: %j', async (bytes, status) => {
    const answer = await exchange(admin.port, bytes);
    expect(answer.status).toBe(status);
    expect(Object.keys(JSON.parse(answer.body))).toEqual(['error']);
    expect(Buffer.from(answer.body, 'latin1').toString()).not.toMatch(/[\u0080-\u009f]/);
  });
});
