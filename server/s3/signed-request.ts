/** A request of a client that signs: judged by its head, handed to its operation, and answered whatever comes of it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.js';
import { tellFacts } from '../exchange-facts.js';
import { askedFor, type ClientBody, clientBody, dropRest, hasBody } from './client-body.js';
import { newRequestIds, type Refusal, RefusedError, refusal, type RequestIds } from './error-xml.js';
import { linkedHeaders } from './linked-headers.js';
import type { MultipartUploads } from './multipart/multipart-uploads.js';
import { type ObjectStore, StoreError } from './object-store.js';
import { createOperations, type Operations } from './operations/index.js';
import { routeOperation } from './operations/route-operation.js';
import { setIds, writeRefusal } from './post-answer.js';
import type { FormAccess } from './presigned-post/form-signature.js';
import type { Random } from './random.js';
import { INTERNAL, noSuchBucket, TIMED_OUT } from './refusals.js';
import { type AcceptedRequest, judgeSignature } from './signing/judge-signature.js';
import { type ObjectTarget, objectTarget } from './signing/object-target.js';
import { readUri, UriError } from './signing/request-uri.js';
import { isoSeconds } from './signing/signing-refusals.js';
import { type Failure, storeFailure } from './store-refusal.js';
import { type Patience, patienceOf, watchClient } from './watch-client.js';

export interface SignedRequestOptions extends FormAccess, Partial<Patience> {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Without them, uploads in parts are not implemented. */
  readonly uploads?: MultipartUploads;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly ids: RequestIds;
  readonly body: ClientBody;
  /** Aborted, with what is answered then, when the client is given up. */
  readonly signal: AbortSignal;
}

/** What the address means, whether or not the request is good; null: nothing that can be read. */
const addressOf = ({ url, headers }: IncomingMessage, buckets: readonly string[]): ObjectTarget | null => {
  try {
    return objectTarget(headers.host ?? '', readUri(url ?? '/').path, buckets);
  } catch (error) {
    if (error instanceof UriError) return null;
    throw error;
  }
};

const tellAddress = (request: IncomingMessage, address: ObjectTarget | null): void => {
  const [, urlSignature] = /[?&]X-Amz-Signature=([^&]*)/.exec(request.url ?? '') ?? [];
  tellFacts(request, {
    ...(address === null || address.bucket === '' ? {} : { bucket: address.bucket }),
    ...(address === null || address.key === '' ? {} : { key: address.key }),
    ...(urlSignature === undefined ? {} : { urlSignature }),
  });
};

/** Throws `RefusedError`, `StoreError`. */
const perform = async (
  { store, clock, random, region }: SignedRequestOptions,
  operations: Operations,
  { request, response, ids, body, signal }: Exchange,
  accepted: AcceptedRequest,
): Promise<void> => {
  const { bucket, key, query } = accepted;
  const { method = '', headers } = request;
  // The query is signed, so they are the signer's; the client's own were signed too, and stand.
  if (accepted.how === 'query') Object.assign(headers, { ...linkedHeaders(query), ...headers });
  const toBeCreated = method === 'PUT' && key === '';
  if (bucket !== '' && !toBeCreated && !store.buckets.includes(bucket))
    throw new RefusedError(noSuchBucket(bucket));
  const name = routeOperation({ method, bucket, key, query, headers });
  const operation = operations[name];
  if (operation === undefined)
    throw new RefusedError(refusal(501, 'NotImplemented', `${name} is not implemented.`));
  const context = { request, response, ids, store, clock, random, region, bucket, key, query };
  await operation.run({ ...context, body: askedFor(accepted.body, body, signal) });
};

/** S3's clock is right, ours can be anywhere: who signs by the real time has to be told. null: it is not the clock. */
const clockReason = ({ code }: Refusal, now: number): string | null =>
  code === 'RequestTimeTooSkewed'
    ? `the clock of this server shows ${isoSeconds(now)} and can be moved (/api/clock); sign by it, or take it back`
    : null;

const failureOf = (error: unknown, address: ObjectTarget | null): Failure => {
  if (error instanceof RefusedError) {
    const { refusal: refused, reason } = error;
    return reason === null ? { refusal: refused } : { refusal: refused, reason };
  }
  return error instanceof StoreError ? storeFailure(error, address ?? undefined) : { refusal: INTERNAL };
};

/** Says no, reads what the client is still sending, so that it hears it, and lets the connection go then. */
const refuse = async (
  { request, response, ids, body, signal }: Exchange,
  { refusal: refused, reason }: Failure,
): Promise<void> => {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  tellFacts(request, { refusedBy: refused.code, ...(reason === undefined ? {} : { reason }) });
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const unread = hasBody(request) && !request.complete;
  if (unread) response.setHeader('Connection', 'close');
  writeRefusal(response, refused, ids, reason);
  if (unread && !body.heldBack()) await dropRest(request, signal);
  if (unread) response.once('finish', () => request.destroy());
  response.end();
};

/** Handles any request but a form. */
export const createSignedRequest = (options: SignedRequestOptions) => {
  const { store, clock, random, access, region } = options;
  const operations = createOperations({ since: clock.now(), uploads: options.uploads ?? null });
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const ids = newRequestIds(random);
    const givenUp = new AbortController();
    const body = clientBody(request, response);
    const exchange: Exchange = { request, response, ids, body, signal: givenUp.signal };
    const endWatch = hasBody(request)
      ? watchClient(request, patienceOf(options), () => givenUp.abort(new RefusedError(TIMED_OUT)))
      : () => {};
    const address = addressOf(request, store.buckets);
    try {
      setIds(response, ids);
      tellAddress(request, address);
      const { buckets } = store;
      const verdict = judgeSignature(request, { access, region, buckets, now: clock.now() });
      if (verdict.kind === 'refuse')
        throw new RefusedError(verdict.refusal, clockReason(verdict.refusal, clock.now()));
      await perform(options, operations, exchange, verdict);
    } catch (error) {
      await refuse(exchange, failureOf(error, address));
    } finally {
      endWatch();
    }
  };
};
