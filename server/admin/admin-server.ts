/** The server of the admin listener: small heads only, and errors in the same shape as everywhere on it. */
import { createServer } from 'node:http';
import type { Server, ServerOptions } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsOptions } from 'node:tls';
import type { RequestHandler } from '../request-handler.js';

/** Bytes of request line and headers: a key of 1,024 bytes, each percent-encoded, and room. */
const HEAD_LIMIT = 16 * 1_024;

/** Milliseconds without a byte until a connection that was answered is given up. */
const LINGER = 5_000;

/** Milliseconds between two looks for clients that have run out of time; Node's own 30 s would be added to each limit. */
const CHECK_INTERVAL = 1_000;

/** Not listening yet. `tls`: key and certificate in PEM; null: plain. */
export function adminServer(
  handler: RequestHandler,
  tls: Pick<TlsOptions, 'key' | 'cert' | 'handshakeTimeout'> | null,
): Server {
  const options: ServerOptions = { maxHeaderSize: HEAD_LIMIT, connectionsCheckingInterval: CHECK_INTERVAL };
  const server =
    tls === null ? createServer(options, handler) : createSecureServer({ ...options, ...tls }, handler);
  // A header that is dropped could be the one that tells a stranger.
  server.maxHeadersCount = 0;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(error, socket));
  return server;
}

function refuse({ code = '' }: NodeJS.ErrnoException, socket: Duplex): void {
  // Anything else is no HTTP at all, such as a failed handshake.
  if (!socket.writable || !/^(HPE|ERR_HTTP)_/.test(code)) {
    socket.destroy();
    return;
  }
  const [status, reason, error] =
    code === 'HPE_HEADER_OVERFLOW'
      ? [
          431,
          'Request Header Fields Too Large',
          `the head of the request is over ${HEAD_LIMIT / 1_024} kB: send less`,
        ]
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? [408, 'Request Timeout', 'the request took too long: send it at once']
        : [400, 'Bad Request', 'this is no HTTP/1.1 request: send one'];
  const body = `${JSON.stringify({ error })}\n`;
  // What is still coming is read and dropped: a reset would take the answer from the client.
  socket.removeAllListeners('data');
  socket.on('error', () => socket.destroy());
  if (socket instanceof Socket) socket.setTimeout(LINGER, () => socket.destroy());
  socket.resume();
  socket.end(
    [
      `HTTP/1.1 ${status} ${reason}`,
      'Connection: close',
      'Cache-Control: no-store',
      'Content-Type: application/json; charset=utf-8',
      'X-Content-Type-Options: nosniff',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
