/** One request and the head of its answer, over a connection that may be kept; bounded in time at every step. */
import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { storeFailure } from '../embedded/store-failure.js';

/** All in milliseconds. */
export interface ExchangeLimits {
  /** Until there is a connection, TLS included. */
  readonly connect: number;
  /** Without a byte in either direction. */
  readonly idle: number;
  /** From the last byte of the request to the end of the answer's head, and for an answer that is no object's content. */
  readonly answer: number;
}

/** The endpoint, or the way to it, did not do its part. */
export class ExchangeError extends Error {
  readonly code = 'EXCHANGE_FAILED';
  /** `reset`: the connection broke off, another try may do; `unreachable`: there was none. */
  readonly kind: 'reset' | 'unreachable' | 'timeout' | 'nonsense';

  constructor(kind: ExchangeError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ExchangeError';
    this.kind = kind;
  }
}

export interface ExchangeRequest {
  readonly method: string;
  /** Encoded, with the query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The answer's content is read by somebody else, at his own pace. */
  readonly streams: boolean;
  /** null: no body. */
  readonly read: (() => Readable) | null;
}

export interface Connections {
  /** Settles with the head of the answer. Throws `ExchangeError`, or `StoreError` when the body cannot be read. */
  readonly exchange: (request: ExchangeRequest) => Promise<IncomingMessage>;
  /** Lets go of what is idle; what is under way finishes. */
  readonly close: () => void;
}

const RESETS: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
const UNREACHABLE: ReadonlySet<string> = new Set(
  'ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH EHOSTDOWN ENETDOWN ETIMEDOUT EADDRNOTAVAIL'.split(
    ' ',
  ),
);

/** An error of node:http as ours. */
export const exchangeError = (error: unknown): Error => {
  if (!(error instanceof Error) || error instanceof ExchangeError)
    return error instanceof Error ? error : new Error(String(error));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (RESETS.has(code)) return new ExchangeError('reset', 'broke the connection off', { cause: error });
  if (UNREACHABLE.has(code))
    return new ExchangeError(
      'unreachable',
      `cannot be reached (${code}): check the address and that it runs`,
      { cause: error },
    );
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(code))
    return new ExchangeError(
      'unreachable',
      `shows a certificate that is not trusted (${code}): name its issuer's certificate in NODE_EXTRA_CA_CERTS`,
      { cause: error },
    );
  if (code === 'EPROTO' || /SSL/.test(code))
    return new ExchangeError('unreachable', `does not speak TLS (${code}): check http or https`, {
      cause: error,
    });
  if (code.startsWith('HPE_'))
    return new ExchangeError('nonsense', `answered what is not HTTP (${code})`, { cause: error });
  return new ExchangeError('nonsense', `could not be asked (${code || error.message})`, { cause: error });
};

const seconds = (milliseconds: number): string => `${Math.ceil(milliseconds / 1000)} s`;
const timedOut = (what: string, milliseconds: number): ExchangeError =>
  new ExchangeError('timeout', `${what} for ${seconds(milliseconds)}`);

/** Gives a request up when it takes too long; afterwards also the answer, unless it is our own reader that is slow. */
const watch = (request: ClientRequest, limits: ExchangeLimits): void => {
  let timer: NodeJS.Timeout | undefined;
  let answer: IncomingMessage | null = null;
  const giveUpAfter = (milliseconds: number, what: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => request.destroy(timedOut(what, milliseconds)), milliseconds);
  };
  request.once('socket', (socket) => {
    if (!socket.connecting) return;
    giveUpAfter(limits.connect, 'cannot be reached: no connection');
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => clearTimeout(timer));
  });
  request.once('finish', () => {
    if (answer === null) giveUpAfter(limits.answer, 'gave no answer');
  });
  request.once('response', (response) => {
    answer = response;
    clearTimeout(timer);
  });
  request.once('close', () => clearTimeout(timer));
  request.on('timeout', () => {
    if (answer === null) request.destroy(timedOut('fell silent', limits.idle));
    else if (answer.readableLength === 0) answer.destroy(timedOut('fell silent', limits.idle));
    else request.socket?.setTimeout(limits.idle);
  });
};

const run = (request: ClientRequest, read: (() => Readable) | null): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.once('response', resolve);
    // Stays: an answer may come before the whole body is sent, and the rest then fails.
    request.on('error', (error) => reject(exchangeError(error)));
    if (read === null) {
      request.end();
      return;
    }
    const body = read();
    body.once('error', (error) => {
      // When the request is given up, its body ends with the request's own error, which was there first.
      if (!request.destroyed) reject(storeFailure(error));
    });
    pipeline(body, request, () => {});
  });

/**
 * `maxSockets` connections at a time to one endpoint. Answers that are read at somebody's own pace have as many as they
 * need: else a few slow readers would keep everybody else waiting.
 */
export const openConnections = (endpoint: URL, limits: ExchangeLimits, maxSockets: number): Connections => {
  const secure = endpoint.protocol === 'https:';
  const Agent = secure ? HttpsAgent : HttpAgent;
  const bounded = new Agent({ keepAlive: true, maxSockets });
  const streaming = new Agent({ keepAlive: true });
  const open = secure ? httpsRequest : httpRequest;
  return {
    exchange: ({ method, target, headers, streams, read }) => {
      const request = open({
        agent: streams ? streaming : bounded,
        method,
        headers,
        path: target,
        // Without the brackets of an IPv6 address.
        host: endpoint.hostname.replaceAll(/^\[|\]$/g, ''),
        port: endpoint.port === '' ? (secure ? 443 : 80) : Number(endpoint.port),
        timeout: limits.idle,
      });
      watch(request, limits);
      return run(request, read);
    },
    close: () => {
      for (const agent of [bounded, streaming]) {
        agent.keepSocketAlive = () => false;
        for (const sockets of Object.values(agent.freeSockets))
          for (const socket of sockets ?? []) socket.destroy();
      }
    },
  };
};
