/** Clients that hold on: slow ones are let go in time, and none of them holds up the end. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectSecurely } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_LIMITS } from '../../server/listener.js';
import { startServer } from '../../server/start-server.js';
import type { RunningServer } from '../../server/start-server.js';

/** Milliseconds; far below the 30 s at which Node by itself looks for slow clients, far above a busy machine's delays. */
const LONGEST = 15_000;

const LISTENERS = ['url', 's3Url', 'adminUrl'] as const;
type ListenerUrl = (typeof LISTENERS)[number];

let folder = '';
let sockets: Socket[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-patience-'));
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, folder);
});

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends the bytes and holds on; `secure`: after a handshake, where the server speaks TLS. */
function hold(server: RunningServer, listener: ListenerUrl, bytes: string, secure = true): Promise<Socket> {
  const port = Number(new URL(server[listener]).port);
  return new Promise((resolve, reject) => {
    const begun = (): void => {
      if (bytes !== '') socket.write(bytes);
      resolve(socket);
    };
    const socket =
      secure && server.tls !== null
        ? connectSecurely({ port, host: '127.0.0.1', ca: server.tls.caPem }, begun)
        : connect(port, '127.0.0.1', begun);
    sockets.push(socket);
    socket.once('error', reject);
    socket.on('error', () => undefined);
    socket.resume();
  });
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });

const HALF_HEAD = 'GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-';

function halfBody(listener: ListenerUrl, token: string | null): string {
  const [path, type] =
    listener === 's3Url'
      ? ['/cqube-qa10-emission/', 'multipart/form-data; boundary=b']
      : [listener === 'url' ? '/data/upload-url' : '/api/reset', 'application/json'];
  return [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Bearer ${token}`,
    `Content-Type: ${type}`,
    'Content-Length: 1000',
    '',
    listener === 's3Url' ? '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\n' : '{',
  ].join('\r\n');
}

describe.each([
  ['plain, behind the gateway', { tls: false, gateway: 'kong' }],
  ['plain, the application alone', { tls: false, gateway: 'none' }],
  ['TLS, behind the gateway', { tls: true, gateway: 'kong' }],
  ['TLS, the application alone', { tls: true, gateway: 'none' }],
] as const)('slow clients, %s', (_, options) => {
  it(
    'are let go by every listener: silent ones, with half a head, with half a body',
    async () => {
      const limits = {
        ...DEFAULT_LIMITS,
        headersTimeout: 200,
        requestTimeout: 400,
        uploadTimeout: 400,
        keepAliveTimeout: 200,
      };
      const server = await startServer({ ...options, limits });
      const held = await Promise.all(
        LISTENERS.flatMap((listener) => [
          hold(server, listener, '', false),
          hold(server, listener, HALF_HEAD),
          hold(server, listener, halfBody(listener, server.token)),
        ]),
      );
      await Promise.all(held.map(closed));
      expect((await closeAndLook(server)).left).toEqual([]);
    },
    LONGEST,
  );
});

async function closeAndLook(server: RunningServer): Promise<{ readonly left: readonly string[] }> {
  await Promise.all([server.close(), server.close()]);
  await server.close();
  return { left: readdirSync(folder) };
}

const delayed = (server: RunningServer): string =>
  [
    'POST /data/upload-url HTTP/1.1',
    'Host: 127.0.0.1',
    `Authorization: Bearer ${server.token}`,
    'Content-Type: application/json',
    'Content-Length: 16',
    '',
    '{"filename":"a"}',
  ].join('\r\n');

describe.each([
  ['plain', false],
  ['TLS', true],
])('the end, %s', (_, tls) => {
  it(
    'waits no longer for all listeners than for one, whatever is open, and leaves nothing behind',
    async () => {
      const server = await startServer({
        tls,
        faults: {
          version: 1,
          faults: [{ step: 'upload-url', action: { kind: 'delay', milliseconds: null } }],
        },
      });
      await Promise.all([
        ...LISTENERS.flatMap((listener) => [
          hold(server, listener, '', false),
          hold(server, listener, HALF_HEAD),
          hold(server, listener, halfBody(listener, server.token)),
        ]),
        hold(server, 'url', delayed(server)),
        hold(server, 'adminUrl', 'GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'),
      ]);
      expect((await closeAndLook(server)).left).toEqual([]);
    },
    // Each listener after the other would be over 6 s.
    5_000,
  );
});
