/** The HTTP server of the S3 side. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';

/**
 * Not yet listening. A client that waits to be asked for its body is not asked by the server, which would do so at once,
 * but by the handler, once the request was found good by its head. `tls`: key and certificate in PEM; null: plain.
 */
export const storageServer = (
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  tls: { readonly key: string; readonly cert: string } | null = null,
): Server => {
  const server = tls === null ? createServer(handler) : createSecureServer(tls, handler);
  server.on('checkContinue', handler);
  return server;
};
