/**
 * A server set up so that the gateway's handler sees everything that nginx would let through to its own rules, and that
 * answers in Kong's manner what Node cannot make a request of.
 *
 * Not as nginx: targets with blanks or raw bytes above 127 are refused with 400, because Node's parser does; tabs at the
 * end of a header's value are trimmed.
 */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsOptions } from 'node:tls';
import type { Clock } from '../clock.js';
import { ownAnswerBytes } from './answer.js';
import { errorPage } from './error-page.js';
import type { ErrorStatus, Page } from './error-page.js';
import { NO_ROUTE } from './gateway.js';
import type { RequestHandler } from './gateway.js';

/** Bytes of request line and headers. Far above nginx's limits, so that it is the handler that says which was hit. */
const MAX_HEAD = 256 * 1_024;

/** Milliseconds without a byte until a connection that was answered is given up; nginx's `lingering_timeout`. */
const LINGER = 5_000;

/** Milliseconds between two looks for clients that have run out of time; Node's own 30 s would be added to each limit. */
const CHECK_INTERVAL = 1_000;

/** Not listening yet. `tls`: key and certificate; null: plain. */
export function gatewayServer(
  handler: RequestHandler,
  clock: Clock,
  tls: Pick<TlsOptions, 'key' | 'cert' | 'handshakeTimeout'> | null = null,
): Server {
  /** Answers under way on each connection: bytes between them would be taken for part of one. */
  const underWay = new WeakMap<Duplex, number>();
  const handle: RequestHandler = (request, response) => {
    const { socket } = request;
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1);
    response.once('close', () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1));
    handler(request, response);
  };
  const options = {
    maxHeaderSize: MAX_HEAD,
    requireHostHeader: false,
    connectionsCheckingInterval: CHECK_INTERVAL,
  };
  const server =
    tls === null ? createServer(options, handle) : createSecureServer({ ...options, ...tls }, handle);
  server.maxHeadersCount = 0;
  // nginx ignores an expectation that it does not know.
  server.on('checkExpectation', handle);
  server.on('connect', (_request, socket) => {
    close(socket, 400, errorPage(400, null), clock);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const busy = (underWay.get(socket) ?? 0) > 0;
    if (busy || !socket.writable || !isHttpError(error)) socket.destroy();
    else if (isUnknownMethod(error)) close(socket, 404, NO_ROUTE, clock);
    else {
      const status = statusOf(error);
      close(socket, status, errorPage(status, null), clock);
    }
  });
  return server;
}

/** What is still coming is read and dropped, as nginx does: a reset would take the answer from the client. */
function close(socket: Duplex, status: number, page: Page, clock: Clock): void {
  socket.removeAllListeners('data');
  socket.on('error', () => socket.destroy());
  if (socket instanceof Socket) socket.setTimeout(LINGER, () => socket.destroy());
  socket.resume();
  socket.end(ownAnswerBytes({ status, page, connection: 'close', latency: '0' }, clock));
}

function statusOf(error: NodeJS.ErrnoException): ErrorStatus {
  if (error.code === 'HPE_HEADER_OVERFLOW') return 494;
  return error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

/** Anything else is a connection that broke, or a handshake that failed: there is nobody to answer. */
const isHttpError = ({ code = '' }: NodeJS.ErrnoException): boolean => /^(HPE|ERR_HTTP)_/.test(code);

/** Node knows a fixed list of methods; to nginx any capitals will do, and Kong then finds no route. */
function isUnknownMethod(error: NodeJS.ErrnoException): boolean {
  if (error.code !== 'HPE_INVALID_METHOD') return false;
  const { rawPacket } = error as { readonly rawPacket?: unknown };
  const packet = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : '';
  return /^[A-Z_-]+ \/[^ \r\n]* HTTP\/1\.[01]\r?\n/.test(packet);
}
