/** Signed requests to an S3 endpoint: tried again where that may help, refusals turned into errors of ours. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Clock } from '../../clock.js';
import { StoreError } from '../object-store.js';
import type { Random } from '../random.js';
import { canonicalPath, canonicalQuery, type QueryPart } from '../signing/request-uri.js';
import type { S3Access } from '../signing/signing-key.js';
import { signRequest } from '../signing/sign-request.js';
import { type EndpointRefusal, readRefusal, refusedError } from './endpoint-error.js';
import {
  type Connections,
  ExchangeError,
  exchangeError,
  type ExchangeLimits,
  type ExchangeRequest,
  openConnections,
} from './exchange.js';

export interface EndpointOptions {
  /** `http:` or `https:`, nothing but host and port. */
  readonly endpoint: URL;
  readonly access: S3Access;
  /** The endpoint's time, not a moved one: a signature that is 15 minutes off is refused. */
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: ExchangeLimits;
  /** Waits before another try, milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** What is sent; it may be read again for another try. */
export interface RequestBody {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly read: () => Readable;
}

export interface EndpointRequest {
  readonly method: 'DELETE' | 'GET' | 'HEAD' | 'PUT';
  readonly bucket: string;
  /** Empty: the bucket itself. */
  readonly key: string;
  readonly query?: readonly QueryPart[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
}

export interface EndpointClient {
  /** For people, without credentials: `the S3 endpoint http://127.0.0.1:9000`. */
  readonly name: string;
  /** The answer, whatever its status; its body is to be read or destroyed. Throws `StoreError`. */
  readonly send: (request: EndpointRequest) => Promise<IncomingMessage>;
  /** The whole body as text. Throws `StoreError` when it is longer than `limit` bytes. */
  readonly readText: (answer: IncomingMessage, limit: number) => Promise<string>;
  /** Reads on to the end, for the sake of the connection, whatever it may be. */
  readonly discard: (answer: IncomingMessage) => Promise<void>;
  readonly readRefusal: (answer: IncomingMessage) => Promise<EndpointRefusal>;
  readonly refusedError: (request: EndpointRequest, refused: EndpointRefusal) => StoreError;
  readonly close: () => void;
}

const EMPTY_SHA256 = createHash('sha256').digest('hex');
const TRIES = 4;
/** Milliseconds before the second try; twice as many before each further one. */
const BACKOFF = 100;
/** Bytes of a refusal that are read. */
const REFUSAL = 65_536;
/** Connections at a time. */
const SOCKETS = 32;

const isOverload = (status: number | undefined): boolean => status === 500 || status === 503;

/** Body of an answer, bounded in bytes and time. */
const readBounded = async (answer: IncomingMessage, limit: number, time: number): Promise<string> => {
  const timer = setTimeout(() => {
    answer.destroy(new ExchangeError('timeout', `did not end its answer in ${Math.ceil(time / 1000)} s`));
  }, time);
  try {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > limit) throw new ExchangeError('nonsense', `answered more than ${limit} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    clearTimeout(timer);
    answer.destroy();
  }
};

const sign = ({ endpoint, access, clock }: EndpointOptions, request: EndpointRequest): ExchangeRequest => {
  const { method, bucket, key, query = [], body } = request;
  const path = canonicalPath(`/${bucket}${key === '' ? '' : `/${key}`}`);
  const canonical = canonicalQuery(query);
  const headers = signRequest({
    access,
    method,
    url: { host: endpoint.host, path, query: canonical },
    headers: {
      ...request.headers,
      ...(body === undefined ? {} : { 'content-length': String(body.bytes) }),
    },
    payloadHash: body?.sha256 ?? EMPTY_SHA256,
    moment: clock.now(),
  });
  return {
    method,
    headers,
    target: canonical === '' ? path : `${path}?${canonical}`,
    streams: method === 'GET' && key !== '',
    read: body?.read ?? null,
  };
};

/** The answer, or the error after which another try may help. */
const attempt = async (
  connections: Connections,
  request: ExchangeRequest,
): Promise<IncomingMessage | ExchangeError> => {
  try {
    return await connections.exchange(request);
  } catch (error) {
    if (error instanceof ExchangeError && error.kind === 'reset') return error;
    throw error;
  }
};

/** All requests of ours may be sent twice: they read, or they write the same again. Each try is signed anew. */
const sendWithRetries = async (
  connections: Connections,
  options: EndpointOptions,
  request: EndpointRequest,
): Promise<IncomingMessage> => {
  for (let tries = 1; ; tries++) {
    const answer = await attempt(connections, sign(options, request));
    const failed = answer instanceof ExchangeError;
    if (!failed && !isOverload(answer.statusCode)) return answer;
    if (tries === TRIES) {
      if (failed) throw answer;
      return answer;
    }
    if (!failed) await readBounded(answer, REFUSAL, options.limits.answer).catch(() => '');
    const jitter = 1 + (options.random(1)[0] ?? 0) / 255;
    await options.wait(BACKOFF * 2 ** (tries - 1) * jitter);
  }
};

export const createEndpointClient = (options: EndpointOptions): EndpointClient => {
  const { endpoint, access, limits } = options;
  const connections = openConnections(endpoint, limits, SOCKETS);
  const name = `the S3 endpoint ${endpoint.origin}`;
  const withFailure = async <Result>(task: () => Promise<Result>): Promise<Result> => {
    try {
      return await task();
    } catch (error) {
      if (error instanceof StoreError) throw error;
      const cause = exchangeError(error);
      throw new StoreError('STORE_FAILED', `${name} ${cause.message}`, { cause });
    }
  };
  /** What keeps us from reading on changes nothing about what was said already. */
  const readSome = (answer: IncomingMessage): Promise<string> =>
    readBounded(answer, REFUSAL, limits.answer).catch(() => '');
  return {
    name,
    send: (request) => withFailure(() => sendWithRetries(connections, options, request)),
    readText: (answer, limit) => withFailure(() => readBounded(answer, limit, limits.answer)),
    discard: async (answer) => {
      await readSome(answer);
    },
    readRefusal: async (answer) => {
      const region = answer.headers['x-amz-bucket-region'];
      const body = await readSome(answer);
      return readRefusal(answer.statusCode ?? 0, body, typeof region === 'string' ? region : undefined);
    },
    refusedError: ({ method, bucket, key }, refused) => {
      const what = `${method} of ${key === '' ? `bucket ${bucket}` : `an object in ${bucket}`} at ${name}`;
      return refusedError(what, refused, [access.secretAccessKey, access.accessKeyId]);
    },
    close: connections.close,
  };
};
