/** One exchange from its beginning to its end, whichever that is: answered, cut by either side, or both at once. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.js';
import { observeRequest } from './observe-request.js';
import type { ObservedBody } from './observe-request.js';
import { observeResponse } from './observe-response.js';
import type { ObservedResponse } from './observe-response.js';

export interface WatchedExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Path and query as sent; the gateway changes the request's own. */
  readonly target: string;
  /** Milliseconds since 1970. */
  readonly began: number;
  /** When the first bytes of the answer were given away; null: there were none. */
  readonly answered: number | null;
  readonly ended: number;
  readonly body: ObservedBody;
  readonly answer: ObservedResponse;
  readonly cutByClient: boolean;
}

export interface OpenExchange {
  /** All that there is to say was said; it is only a matter of moments. */
  readonly isEnding: () => boolean;
  /** Settles with its end. */
  readonly done: Promise<void>;
}

export interface WatchOptions {
  readonly clock: Clock;
  /** Bytes of the request's and of the answer's body that are copied. */
  readonly requestLimit: number;
  readonly responseLimit: number;
  readonly onEnd: (exchange: WatchedExchange) => void;
}

/** Exchanges under way, by connection. A listener for each would be many where requests are pipelined. */
const underWay = new WeakMap<Socket, Set<() => void>>();

function onceClosed(socket: Socket, end: () => void): () => void {
  let ends = underWay.get(socket);
  if (ends === undefined) {
    const own = new Set<() => void>();
    ends = own;
    underWay.set(socket, own);
    socket.once('close', () => {
      for (const one of own) one();
    });
  }
  const all = ends;
  all.add(end);
  return () => all.delete(end);
}

export function watchExchange(
  request: IncomingMessage,
  response: ServerResponse,
  { clock, requestLimit, responseLimit, onEnd }: WatchOptions,
): OpenExchange {
  const { socket, url: target = '' } = request;
  const began = clock.now();
  let answered: number | null = null;
  let ended: number | null = null;
  let settle = (): void => {};
  const done = new Promise<void>((resolve) => {
    settle = resolve;
  });
  let over = false;
  const finish = (): void => {
    if (over) return;
    over = true;
    forget();
    onEnd({
      request,
      response,
      target,
      began,
      answered,
      ended: ended ?? clock.now(),
      body,
      answer,
      cutByClient: isCutByClient(response, answer),
    });
    settle();
  };
  const body = observeRequest(request, requestLimit, () => {
    if (ended !== null) finish();
  });
  const answer = observeResponse(response, responseLimit, () => {
    answered = clock.now();
  });
  const forget = onceClosed(socket, finish);
  response.once('close', () => {
    ended = clock.now();
    // What the client is still sending belongs to the exchange.
    if (request.complete || socket.destroyed) finish();
  });
  return { done, isEnding: () => request.complete && isWritten(response, socket) };
}

const isWritten = (response: ServerResponse, socket: Socket): boolean =>
  response.writableEnded && (response.writableFinished || socket.destroyed || socket.writableLength === 0);

/** It hung up, or what was sent to it came back. */
function isCutByClient(
  { writableFinished, req: { socket } }: ServerResponse,
  answer: ObservedResponse,
): boolean {
  if (writableFinished || answer.brokenOff()) return false;
  const code = socket.errored !== null && 'code' in socket.errored ? socket.errored.code : undefined;
  return socket.readableEnded || code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED';
}
