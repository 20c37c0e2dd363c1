/** An HTTP server that behaves like gunicorn where it and Node differ: for the application without a gateway. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ApplicationOptions, Endpoint } from '../endpoint.js';
import { readTarget } from '../request/target.js';
import { findRoute } from '../route.js';
import { type RequestHandler, serveEndpoints } from '../serve-endpoints.js';
import { type ClientErrorOptions, clientErrorHandler, rawAnswer } from './client-error.js';
import { HEAD_LIMIT } from './head-limits.js';
import type { Head } from './read-head.js';

/** What such a server must be created with. Times in milliseconds. */
const LISTENER_OPTIONS = {
  maxHeaderSize: HEAD_LIMIT,
  requireHostHeader: false,
  // gunicorn kills a worker that has been busy with one request for so long.
  requestTimeout: 30_000,
  headersTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
} as const satisfies ServerOptions;

/** With key and certificate among the overrides it speaks TLS. */
export function applicationServer(
  endpoints: readonly Endpoint[],
  options: ApplicationOptions,
  overrides: ServerOptions = {},
  layer: (handler: RequestHandler) => RequestHandler = (handler) => handler,
): Server {
  const handler = layer(serveEndpoints(endpoints, options));
  const busy = new WeakSet<Duplex>();
  const handleFirst: RequestHandler = (request, response) => {
    // One answer a connection: what was sent behind the first request is not looked at.
    if (busy.has(request.socket)) return;
    busy.add(request.socket);
    handler(request, response);
  };
  const settings: ServerOptions = { ...LISTENER_OPTIONS, ...overrides };
  const server =
    settings.cert === undefined
      ? createServer(settings, handleFirst)
      : createSecureServer(settings, handleFirst);
  const errors = clientErrorOptions(endpoints, options, busy);
  server.on('clientError', clientErrorHandler(errors));
  // Expectations other than 100-continue are not looked at.
  server.on('checkExpectation', handleFirst);
  server.on('connect', (request, socket) => answerConnect(request, socket, errors));
  server.maxHeadersCount = 0;
  // Not in the types: a client that has closed its own side still gets its answer.
  Object.assign(server, { httpAllowHalfOpen: true });
  return server;
}

function clientErrorOptions(
  endpoints: readonly Endpoint[],
  options: ApplicationOptions,
  busy: WeakSet<Duplex>,
): ClientErrorOptions {
  return {
    isBusy: (socket) => busy.has(socket),
    now: options.clock.now,
    answerHead: (head, socket) => {
      const route = findRoute(
        endpoints,
        head.method,
        readTarget(head.target),
        `http://${hostOf(head, socket)}`,
      );
      return route.kind === 'answer' ? route.answer : null;
    },
  };
}

const hostOf = (head: Extract<Head, { kind: 'accepted' }>, socket: Socket): string =>
  head.host ?? `${socket.localAddress ?? 'localhost'}:${socket.localPort ?? 80}`;

/** A method like any other to the application, which has no endpoint for it. */
function answerConnect(request: IncomingMessage, socket: Duplex, errors: ClientErrorOptions): void {
  const head = {
    kind: 'accepted',
    method: 'CONNECT',
    target: request.url ?? '',
    host: request.headers.host ?? null,
  } as const;
  const answer = errors.answerHead(head, request.socket);
  const bytes = answer && rawAnswer(answer, errors.now());
  // A tunnel's socket has no owner any more; an error on it would be nobody's and end the process.
  socket.on('error', () => socket.destroy());
  if (bytes) socket.end(bytes, () => socket.destroy());
  else socket.destroy();
}
