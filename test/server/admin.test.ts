/** Our own listener: tokens, the API's description, and nobody else's pages. */
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../server/start-server.js';
import type { RunningServer } from '../../server/start-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.close());

const list = (token: string): Promise<Response> =>
  fetch(`${server.url}/list_s3_buckets`, { headers: { Authorization: `Bearer ${token}` } });

describe('tokens', () => {
  it('are made as cQube makes them: a new credential each time, the earlier ones stay valid', async () => {
    const first = await request(server.adminUrl).post('/api/tokens').send({ user: 'state' });
    const second = await request(server.adminUrl).post('/api/tokens').send({ user: 'state' });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect([first.body.message, second.body.message]).toEqual(['User Created', 'User already exists']);
    expect(first.body.key).toMatch(/^[0-9A-Za-z]{32}$/);
    expect(first.body.key).not.toBe(second.body.key);
    const [, claims = ''] = String(first.body.token).split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      iss: first.body.key,
      iat: expect.any(Number),
    });
    for (const token of [first.body.token, second.body.token, server.token])
      expect((await list(String(token))).status).toBe(200);
  });

  it('can be revoked, once', async () => {
    const { body } = await request(server.adminUrl).post('/api/tokens');
    expect((await request(server.adminUrl).delete(`/api/tokens/${body.key}`)).status).toBe(204);
    expect((await list(String(body.token))).status).toBe(401);
    expect((await request(server.adminUrl).delete(`/api/tokens/${body.key}`)).status).toBe(404);
  });

  it('are listed without secrets', async () => {
    const { body, text } = await request(server.adminUrl).get('/api/tokens');
    expect(body.tokens.length).toBeGreaterThan(0);
    expect(text).not.toMatch(/secret/i);
    expect(text).not.toContain(server.token);
  });

  it.each([
    ['[]'],
    ['{"user":1}'],
    ['{"user":""}'],
    ['{"user":"a\\u0000"}'],
    [JSON.stringify({ user: 'x'.repeat(201) })],
    ['{'],
    ['"text"'],
  ])('need a user that is text: %s', async (body) => {
    const { status } = await request(server.adminUrl)
      .post('/api/tokens')
      .set('Content-Type', 'application/json')
      .send(body);
    expect(status).toBe(400);
  });
});

describe('strangers', () => {
  it.each([
    ['a host name that was pointed here', { Host: 'evil.example' }, 421],
    ['the same with a port', { Host: 'evil.example:8001' }, 421],
    ['a host that only begins like ours', { Host: '127.0.0.1.evil.example' }, 421],
    ['a host of brackets', { Host: '[evil]' }, 421],
    ['a page of another origin', { Origin: 'https://evil.example' }, 403],
    ['a page without an origin', { Origin: 'null' }, 403],
  ])('are refused: %s', async (_title, headers, status) => {
    for (const path of ['/api/tokens', '/api/health', '/'])
      expect((await request(server.adminUrl).get(path).set(headers)).status, path).toBe(status);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'cannot post what a form can: %s',
    async (type) => {
      const answer = await request(server.adminUrl)
        .post('/api/tokens')
        .set('Content-Type', type)
        .send('{"user":"x"}');
      expect(answer.status).toBe(415);
    },
  );

  it('cannot send more than is needed', async () => {
    const answer = await request(server.adminUrl)
      .post('/api/tokens')
      .send({ user: 'x', more: 'y'.repeat(20_000) });
    expect(answer.status).toBe(413);
  });

  it('get no other headers than needed, and no page of Express', async () => {
    const answer = await request(server.adminUrl).get('/nothing/here');
    expect(answer.status).toBe(404);
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    expect(answer.body).toEqual({ error: 'there is nothing at GET /nothing/here' });
  });
});

it('describes the emission API where it is served', async () => {
  const { body } = await request(server.adminUrl).get('/api/emission-api.json');
  expect(body.openapi).toMatch(/^3\.1/);
  expect(body.servers).toEqual([{ url: new URL(server.url).origin }]);
  for (const [path, methods] of Object.entries(body.paths as Record<string, Record<string, unknown>>)) {
    const method = 'post' in methods ? 'POST' : 'GET';
    const { status } = await fetch(new URL(path, server.url), { method });
    // The gateway has no route for the application's own static files.
    expect(status, `${method} ${path}`).toBe(path.startsWith('/static/') ? 404 : 401);
  }
});
