/**
 * Our own listener, beside those that imitate cQube: health, tokens, and the description of the emission API. JSON in
 * and out. It holds secrets, so it answers only who addresses it by one of its own names (a page elsewhere whose host
 * name was pointed here does not), and no page of another origin.
 */
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { Credential, Credentials } from '../gateway/credentials.js';
import { emissionApi } from '../openapi/emission-api.js';
import { isOwnHost } from './own-host.js';

export interface AdminOptions {
  readonly credentials: Credentials;
  /** Base URL of the emission API, for the document. */
  readonly apiUrl: () => string;
  /** Host names, beside loopback, by which the listener may be addressed. */
  readonly hosts: readonly string[];
  /** Called after a credential was made or revoked, and waited for before the answer. */
  readonly onChange: () => Promise<void>;
}

const BODY_LIMIT = '16kb';
const USER_LIMIT = 200;

export function adminApp(options: AdminOptions): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(refuseStrangers(options.hosts));
  app.use(express.json({ limit: BODY_LIMIT, strict: true }));
  app.get('/api/health', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/api/emission-api.json', (_request, response) => {
    response.json({ ...emissionApi, servers: [{ url: options.apiUrl() }] });
  });
  app.get('/api/tokens', (_request, response) => {
    response.json({ tokens: options.credentials.list().map(shown) });
  });
  app.post('/api/tokens', (request, response, next) => {
    createToken(options, request, response).catch(next);
  });
  app.delete('/api/tokens/:key', (request, response, next) => {
    revokeToken(options, request, response).catch(next);
  });
  app.use((request, response) => {
    fail(response, 404, `there is nothing at ${request.method} ${request.path}`);
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status, why } = explain(error);
    fail(response, status, why);
  });
  return app;
}

async function createToken(
  { credentials, onChange }: AdminOptions,
  request: Request,
  response: Response,
): Promise<void> {
  const user = userOf(request.body);
  if (user === null)
    return fail(response, 400, `send {"user": "…"}, 1 to ${USER_LIMIT} characters, or no body at all`);
  const known = credentials.knows(user);
  const credential = credentials.create(user);
  await onChange();
  response.status(201).json({
    ...shown(credential),
    token: credentials.token(credential),
    // What cQube's admin console says in either case.
    message: known ? 'User already exists' : 'User Created',
  });
}

async function revokeToken(
  { credentials, onChange }: AdminOptions,
  request: Request,
  response: Response,
): Promise<void> {
  if (!credentials.revoke(String(request.params['key'])))
    return fail(response, 404, 'no credential in force has this key');
  await onChange();
  response.status(204).end();
}

/** Secrets are told once, when they are made. */
const shown = ({ key, user, algorithm, createdAt, revokedAt }: Credential) => ({
  key,
  user,
  algorithm,
  createdAt: new Date(createdAt).toISOString(),
  revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
});

/** The user of a request; null: the body is something else. */
function userOf(body: unknown): string | null {
  if (body === undefined) return 'emission';
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { user = 'emission' } = body as { readonly user?: unknown };
  if (typeof user !== 'string' || user.trim() === '' || user.length > USER_LIMIT) return null;
  return /[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(user) ? null : user;
}

function refuseStrangers(hosts: readonly string[]) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { host, origin } = request.headers;
    response.set({
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    if (host === undefined || !isOwnHost(host, hosts))
      return fail(response, 421, 'this listener is addressed by its own names only, such as 127.0.0.1');
    if (origin !== undefined && origin !== `http://${host}`)
      return fail(response, 403, 'pages of another origin have no access');
    // A form of another page can post text, but not this type without asking first.
    const bodied =
      request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
    if (
      request.method === 'POST' &&
      bodied &&
      request.headers['content-length'] !== '0' &&
      !request.is('application/json')
    )
      return fail(response, 415, 'send application/json');
    next();
  };
}

function fail(response: Response, status: number, error: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.status(status).json({ error });
}

function explain(error: unknown): { readonly status: number; readonly why: string } {
  const status =
    typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
      ? error.status
      : 500;
  if (status === 413) return { status, why: `the body is over ${BODY_LIMIT}` };
  if (status >= 400 && status < 500) return { status, why: 'the request cannot be read' };
  return { status: 500, why: 'cqube-conform failed on this request; that is its defect' };
}
