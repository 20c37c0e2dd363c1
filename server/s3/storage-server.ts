/** The HTTP server of the S3 side. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/**
 * Not yet listening. A client that waits to be asked for its body is not asked by the server, which would do so at once,
 * but by the handler, once the request was found good by its head.
 */
export const storageServer = (
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Server => {
  const server = createServer(handler);
  server.on('checkContinue', handler);
  return server;
};
