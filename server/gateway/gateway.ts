/**
 * Kong 2.8.1 with its jwt plugin, as a cQube server has it in front of the emission API: what nginx refuses, then the
 * route, then the token, then the application.
 *
 * A plain node:http handler and not an Express app, because bytes matter here: Express would decode the path and
 * answer a broken escape itself, add headers and an ETag, and answer what it finds no route for. An Express app is
 * welcome as `application`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.js';
import { tellFacts } from '../exchange-facts.js';
import type { ExchangeFacts } from '../exchange-facts.js';
import { connectionOf, sendOwnAnswer } from './answer.js';
import type { Credential } from './credentials.js';
import { judgeEarly, wantedFormat } from './early-refusal.js';
import type { EarlyRefusal } from './early-refusal.js';
import { errorPage, messagePage } from './error-page.js';
import type { Page } from './error-page.js';
import { findToken } from './find-token.js';
import { dressAnswer, elapsed } from './forward.js';
import { judgeToken } from './judge-token.js';
import type { TokenRequest, TokenVerdict } from './judge-token.js';
import { matchesRoute } from './match-route.js';
import { normalisePath } from './normalise-path.js';

/** What the application learns beside the request. Not in a header, because a client could send that too. */
export interface Passage {
  readonly credential: Credential;
  /**
   * Has the gateway answer as if the application were dead (502) or silent (504). The application must not have
   * written anything; if it has, the connection is cut, as it would be.
   */
  readonly fail: (status: 502 | 504) => void;
}

export interface GatewayOptions {
  /** A `Credentials`; looked up anew at every request, so what is created or revoked counts at once. */
  readonly credentials: TokenRequest['credentials'];
  /** The server's private IPv4 in production; null takes any Host. */
  readonly routeHost: string | null;
  /**
   * `request.url` is the normalised path and the query as it came. If it throws or rejects, the client sees what Kong
   * shows when a worker of the application dies.
   */
  readonly application: (request: IncomingMessage, response: ServerResponse, passage: Passage) => unknown;
  readonly clock: Clock;
}

type AcceptedToken = Extract<TokenVerdict, { readonly outcome: 'accepted' }>;

/** How far a request came. */
export type GatewayDecision =
  | { readonly step: 'early'; readonly refusal: EarlyRefusal }
  | { readonly step: 'route' }
  | { readonly step: 'token'; readonly verdict: Exclude<TokenVerdict, AcceptedToken> }
  | { readonly step: 'application'; readonly verdict: AcceptedToken };

/** No dot, no newline, and not nginx's 404 page. */
export const NO_ROUTE = messagePage('no Route matched with those values');

const decisions = new WeakMap<IncomingMessage, GatewayDecision>();

/** For the journal: why a request was refused, which credential it used. Undefined: no gateway saw it. */
export function decisionOf(request: IncomingMessage): GatewayDecision | undefined {
  return decisions.get(request);
}

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

export function gateway(options: GatewayOptions): RequestHandler {
  return (request, response) => {
    const exchange: Exchange = { request, response, arrivedAt: options.clock.now(), clock: options.clock };
    const token = tokenOf(request);
    const decision = decide(request, options);
    decisions.set(request, decision);
    tellFacts(request, { ...token, ...factsOfDecision(decision) });
    if (decision.step === 'early') {
      const { status, wanted } = decision.refusal;
      answer(exchange, status, errorPage(status, wanted));
    } else if (decision.step === 'route') {
      answer(exchange, 404, NO_ROUTE);
    } else if (decision.step === 'token') {
      answer(exchange, decision.verdict.status, messagePage(decision.verdict.message));
    } else {
      handOn(exchange, decision.verdict.credential, options.application);
    }
  };
}

/** Of every request, also one that is refused before anybody looks at its token. */
function tokenOf({ url = '', rawHeaders }: IncomingMessage): ExchangeFacts {
  const found = findToken(url.split(/\?(.*)/s)[1] ?? '', rawHeaders);
  return found.kind === 'token' ? { token: found.token } : {};
}

function factsOfDecision(decision: GatewayDecision): ExchangeFacts {
  return decision.step === 'application'
    ? { credential: decision.verdict.credential.key }
    : { refusedBy: decision.step };
}

function decide(request: IncomingMessage, { credentials, routeHost }: GatewayOptions): GatewayDecision {
  const { method = '', url = '', httpVersion, rawHeaders } = request;
  const early = judgeEarly({ method, target: url, httpVersion, rawHeaders });
  if (early.outcome === 'refused') return { step: 'early', refusal: early.refusal };
  const { target, host } = early;
  const path = normalisePath(target.path);
  if (!matchesRoute({ method, path, host }, routeHost)) return { step: 'route' };
  const verdict = judgeToken({ query: target.query ?? '', rawHeaders, credentials });
  if (verdict.outcome !== 'accepted') return { step: 'token', verdict };
  request.url = target.query === null ? path : `${path}?${target.query}`;
  return { step: 'application', verdict };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Milliseconds since 1970. */
  readonly arrivedAt: number;
  readonly clock: Clock;
}

function answer({ request, response, arrivedAt, clock }: Exchange, status: number, page: Page): void {
  const latency = elapsed(arrivedAt, clock.now());
  sendOwnAnswer(response, { status, page, latency, connection: connectionOf(request) }, clock);
}

function handOn(
  exchange: Exchange,
  credential: Credential,
  application: GatewayOptions['application'],
): void {
  const { request, response } = exchange;
  const undress = dressAnswer(request, response, exchange);
  let failed = false;
  const fail = (status: 502 | 504): void => {
    if (failed || response.writableEnded) return;
    failed = true;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    undress();
    answer(exchange, status, errorPage(status, wantedFormat(request.rawHeaders)));
  };
  const run = async (): Promise<void> => {
    await application(request, response, { credential, fail });
  };
  // Whatever the application throws is its own affair; the client sees what Kong makes of a dead worker.
  run().catch(() => fail(502));
}
