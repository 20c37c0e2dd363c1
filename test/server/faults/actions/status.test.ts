/** Another answer. */
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../../../server/clock.js';
import { createFaults } from '../../../../server/faults/create-faults.js';
import { askForm, emit, planOf, send, stored, until } from '../faulty-server.js';
import { nothingUnderWay, start } from '../running-servers.js';

describe('status', () => {
  it('of the API is told as Kong would, before the token is looked at, and has no effect', async () => {
    const server = await start({ step: 'upload-url', action: { kind: 'status', status: 500 } });
    const seen = await askForm({ ...server, token: 'none' });
    expect([seen.status, seen.body]).toEqual([500, '{"message":"An unexpected error occurred"}']);
    expect(seen.headers).toMatchObject({
      server: 'kong/2.8.1',
      'content-type': 'application/json; charset=utf-8',
      'x-kong-response-latency': '0',
    });
    expect((await askForm(server)).status).toBe(200);
    expect(server.told()).toEqual(['api status', 'api -']);
  });

  it('may be HTML with headers of its own where JSON is expected', async () => {
    const server = await start({
      step: 'upload-url',
      action: {
        kind: 'status',
        status: 200,
        body: '<html><body>Log in to the proxy</body></html>',
        headers: { server: 'squid/5.7', 'X-Cache': 'MISS' },
      },
    });
    const { status, body, headers } = await askForm(server);
    expect([status, body]).toEqual([200, '<html><body>Log in to the proxy</body></html>']);
    expect(headers).toMatchObject({
      server: 'squid/5.7',
      'x-cache': 'MISS',
      'content-type': 'text/html; charset=utf-8',
    });
  });

  it('of an API without gateway has nothing of Kong', async () => {
    const clock = createVirtualClock({ now: () => 0 });
    const { inject } = createFaults({
      clock,
      random: (bytes) => new Uint8Array(bytes),
      gateway: 'none',
      revokeToken: () => undefined,
      plan: planOf({ step: 'route', action: { kind: 'status', status: 503 } }),
    });
    const server = createServer(inject('api', (_request, response) => response.end('real')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const seen = await send({ port, method: 'GET', path: '/' });
    expect([seen.status, seen.body, seen.headers.server, seen.headers.date]).toEqual([
      503,
      '',
      undefined,
      'Thu, 01 Jan 1970 00:00:00 GMT',
    ]);
    expect((await send({ port, method: 'GET', path: '/' })).body).toBe('real');
    await new Promise((resolve) => server.close(resolve));
  });

  it('keeps the connection, and what was sent and not looked at does not come up again', async () => {
    const server = await start({ step: 'route', action: { kind: 'status', status: 503 } });
    const socket = connect(server.apiPort, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (piece) => {
      text += String(piece);
    });
    const body = 'GET /not-a-request HTTP/1.1\r\n\r\n';
    socket.write(`POST /data/x HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    socket.write('GET /data/list_log_files HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => text.split('HTTP/1.1 ').length === 3);
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['503', '401']);
    socket.destroy();
  });

  it('answers a large upload that it does not take', async () => {
    const server = await start({ step: 's3-post', action: { kind: 'status', status: 500 } });
    const seen = await emit(server, 'x'.repeat(5_000_000));
    expect([seen.status, seen.whole, stored(server)]).toEqual([500, true, []]);
    expect(seen.headers).toMatchObject({
      server: 'AmazonS3',
      'x-amz-request-id': expect.stringMatching(/^[0-9A-F]{16}$/),
    });
    await nothingUnderWay(server);
  });

  it.each([204, 304, 599])('%i can be sent', async (status) => {
    const server = await start({ step: 'route', action: { kind: 'status', status } });
    const seen = await askForm(server);
    expect([seen.status, seen.whole]).toEqual([status, true]);
  });

  it('instead of an acknowledgement does not undo the upload', async () => {
    const server = await start({
      step: 'acknowledgement',
      action: { kind: 'status', status: 502, body: 'bad gateway' },
    });
    const seen = await emit(server);
    expect([seen.status, seen.body, stored(server)]).toEqual([502, 'bad gateway', ['bytes']]);
    expect(seen.headers.location).toBeUndefined();
  });
});
