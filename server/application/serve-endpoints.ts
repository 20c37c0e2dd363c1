/** The application: endpoints behind the limits of its web server, with its headers and error pages. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import { tellFacts } from '../exchange-facts.js';
import type { Answer } from './answer.js';
import type { ApplicationOptions, Endpoint, EndpointRequest } from './endpoint.js';
import { errorPage } from './error-page.js';
import { ApplicationFailure, ClientGone, Refusal } from './failure.js';
import { headDefect } from './listener/head-limits.js';
import { BODY_LIMIT, readBody, type RequestBody } from './request/body.js';
import { readTarget } from './request/target.js';
import { findRoute } from './route.js';
import { sendAnswer, sendWebServerError } from './send-answer.js';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Express carries the request through: limits of the head, endpoint, error page. Paths are not its business, since the
 * real router compares decoded ones and redirects doubled slashes.
 */
export function serveEndpoints(endpoints: readonly Endpoint[], options: ApplicationOptions): RequestHandler {
  const router = express.Router();
  router.use((request, response, next) => {
    const defect = headDefect(request);
    if (defect === null) next();
    else sendWebServerError(response, 400, defect);
  });
  router.use((request, response, next) => {
    answerOf(endpoints, options, request)
      .then((answer) => sendAnswer(response, answer, options.clock.now()))
      .catch(next);
  });
  return (request, response) => {
    router(request as express.Request, response as express.Response, (error: unknown) => {
      // Without an error only for a target that Express cannot take for a URL at all.
      handleError(error ?? new Refusal(404), response, options);
    });
  };
}

async function answerOf(
  endpoints: readonly Endpoint[],
  options: ApplicationOptions,
  request: IncomingMessage,
): Promise<Answer> {
  const target = readTarget(request.url ?? '');
  const route = findRoute(endpoints, request.method ?? '', target, callersBase(request));
  if (route.kind === 'answer') {
    request.resume();
    return route.answer;
  }
  const body = await bodyFor(route.endpoint, request);
  const contentType = lastHeader(request, 'content-type');
  const tell: EndpointRequest['tell'] = (facts) => tellFacts(request, facts);
  return route.endpoint.answer({ query: target.query, contentType, body, tell }, options);
}

const NO_BODY: RequestBody = { bytes: Buffer.alloc(0), cut: false };

async function bodyFor(endpoint: Endpoint, request: IncomingMessage): Promise<RequestBody> {
  if (endpoint.method === 'POST') {
    const broken = (): Error => new ApplicationFailure('body with broken chunks');
    return readBody(request, endpoint.bodyLimit ?? BODY_LIMIT, broken);
  }
  // Read and forgotten: an answer before the body's end could be lost to the client.
  request.resume();
  return NO_BODY;
}

/** Of a repeated header the web server keeps the last; Node would keep the first. Empty: absent. */
function lastHeader(request: IncomingMessage, name: string): string {
  const at = request.rawHeaders.findLastIndex(
    (entry, index) => index % 2 === 0 && entry.toLowerCase() === name,
  );
  return at < 0 ? '' : (request.rawHeaders[at + 1] ?? '');
}

function callersBase(request: IncomingMessage): string {
  const scheme = lastHeader(request, 'x-forwarded-proto') === 'https' ? 'https' : 'http';
  const { localAddress = 'localhost', localPort = 80 } = request.socket;
  const host = request.headers.host ?? `${localAddress}:${localPort}`;
  return `${scheme}://${host.replace(scheme === 'https' ? /:443$/ : /:80$/, '')}`;
}

function handleError(error: unknown, response: ServerResponse, options: ApplicationOptions): void {
  if (error instanceof ClientGone || isAbortedDownload(error)) {
    response.destroy();
    return;
  }
  if (!(error instanceof Refusal)) options.onFailure?.(error);
  if (response.headersSent) {
    // Half an answer is out: breaking off is the only way left to say so.
    response.destroy();
    return;
  }
  const page = error instanceof Refusal ? errorPage(error.status, error.text) : errorPage(500);
  endWith(response, page, options);
}

/** A page is bytes, so that nothing of it can fail half-way. */
function endWith(response: ServerResponse, page: Answer, options: ApplicationOptions): void {
  void sendAnswer(response, page, options.clock.now());
}

/** The client left before the end of the answer. */
const isAbortedDownload = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
