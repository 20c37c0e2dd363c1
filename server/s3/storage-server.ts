/** The HTTP server of the S3 side. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { TlsOptions } from 'node:tls';

/** Milliseconds between two looks for clients that have run out of time; Node's own 30 s would be added to each limit. */
const CHECK_INTERVAL = 1_000;

/**
 * Not yet listening. A client that waits to be asked for its body is not asked by the server, which would do so at once,
 * but by the handler, once the request was found good by its head. `tls`: key and certificate in PEM; null: plain.
 */
export const storageServer = (
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  tls: Pick<TlsOptions, 'key' | 'cert' | 'handshakeTimeout'> | null = null,
): Server => {
  const options = { connectionsCheckingInterval: CHECK_INTERVAL };
  const server =
    tls === null ? createServer(options, handler) : createSecureServer({ ...options, ...tls }, handler);
  server.on('checkContinue', handler);
  return server;
};
