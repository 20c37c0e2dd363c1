/** cQube's emission API application, releases 1.7 to 4.0: behind the gateway or alone. */
import type { Server } from 'node:http';
import type { ServerOptions } from 'node:https';
import type { ApplicationOptions } from './application/endpoint.js';
import { applicationServer } from './application/listener/application-server.js';
import { type RequestHandler, serveEndpoints } from './application/serve-endpoints.js';
import { endpoints } from './endpoints/index.js';

export type { ApplicationOptions, Buckets, IssuedForm } from './application/endpoint.js';
export { localTimestamp } from './application/object-key.js';
export type { RequestHandler } from './application/serve-endpoints.js';

/** For a server that has its own manners, such as the gateway. */
export const application = (options: ApplicationOptions): RequestHandler =>
  serveEndpoints(endpoints, options);

/**
 * For `--gateway none`: not listening yet, with gunicorn's limits and its answers to what is no HTTP. A layer, such as
 * the journal's, sees every request that the application is given.
 */
export const emissionServer = (
  options: ApplicationOptions,
  overrides: ServerOptions = {},
  layer?: (handler: RequestHandler) => RequestHandler,
): Server => applicationServer(endpoints, options, overrides, layer);
