/** An entry of the journal from what was seen of an exchange; no secret gets past here. */
import { exchangeStep } from '../../specs/exchange-step.js';
import type { ExchangeSide, ExchangeStep } from '../../specs/exchange-step.js';
import type { CqubeFacts, JournalEntry } from '../../specs/journal.js';
import { type ExchangeFacts, factsOf } from '../exchange-facts.js';
import { requestOf } from './entry-request.js';
import { responseOf } from './entry-response.js';
import { secretsOf } from './exchange-secrets.js';
import { findFacts } from './find-facts.js';
import { nearMiss } from './near-miss.js';
import { readAnswerBody, readRequestBody } from './read-body.js';
import { pairsOf } from './redact-headers.js';
import { createRedact, type Redact } from './redact-text.js';
import { type AnswerHead, headerOf, readHead } from './response-head.js';
import { secretId } from './secret-id.js';
import { shortRedacted } from './short-text.js';
import type { WatchedExchange } from './watch-exchange.js';

export interface EntryPlace {
  readonly seq: number;
  readonly side: ExchangeSide;
  /** Of the listener, as `http://127.0.0.1:8000`. */
  readonly origin: string;
  /** Tells connections apart. */
  readonly connection: string;
}

export function makeEntry(place: EntryPlace, exchange: WatchedExchange): JournalEntry {
  const { request, target, began, ended, answered } = exchange;
  const told = factsOf(request);
  const headers = pairsOf(request.rawHeaders);
  const head = exchange.answer.headSent() ? readHead(exchange.answer.head()) : NO_ANSWER;
  const body = readRequestBody({
    contentType: request.headers['content-type'] ?? '',
    prefix: exchange.body.prefix(),
    bytes: exchange.body.bytes(),
  });
  const answer = readAnswerBody({
    side: place.side,
    status: head.status,
    contentType: headerOf(head.headers, 'content-type'),
    disposition: headerOf(head.headers, 'content-disposition'),
    prefix: exchange.answer.prefix(),
    bytes: exchange.answer.bytes(),
  });
  const step = stepOf(place.side, exchange);
  const status = head.status;
  const facts = findFacts(
    { side: place.side, step, target, status, headers, body, answer, answerHeaders: head.headers },
    told,
  );
  const query = target.split(/\?(.*)/s)[1] ?? '';
  const redact = createRedact(
    secretsOf({ facts, headers: [...headers, ...head.headers], query, bodies: [body, answer] }),
  );
  const wait = Math.max(0, (answered ?? ended) - began);
  const receive = Math.max(0, ended - began - wait);
  return {
    startedDateTime: new Date(began).toISOString(),
    time: wait + receive,
    request: requestOf(exchange, place.origin, headers, body, redact),
    response: responseOf(exchange, head, answer, redact),
    cache: {},
    timings: { send: 0, wait, receive },
    connection: place.connection,
    _cqube: cqubeFacts({ place, exchange, step, status, facts }, redact),
  };
}

const NO_ANSWER: AnswerHead = { status: 0, statusText: '', httpVersion: '', headers: [], size: -1 };

/** The gateway finds more ways to a route than one spelling of it. */
function stepOf(side: ExchangeSide, { request, target }: WatchedExchange): ExchangeStep {
  const { method = '', url = '' } = request;
  const step = exchangeStep(side, method, target);
  return step === 'unknown' ? exchangeStep(side, method, url) : step;
}

interface FoundFacts {
  readonly place: EntryPlace;
  readonly exchange: WatchedExchange;
  readonly step: ExchangeStep;
  readonly status: number;
  readonly facts: ExchangeFacts;
}

function cqubeFacts({ place, exchange, step, status, facts }: FoundFacts, redact: Redact): CqubeFacts {
  const { seq, side } = place;
  const { request, target, began, ended, cutByClient } = exchange;
  const clean = (text: string | undefined): string | null =>
    text === undefined ? null : shortRedacted(text, redact);
  const missed = status >= 400 ? nearMiss({ side, method: request.method ?? '', target }) : undefined;
  const optional = {
    refusedBy: facts.refusedBy,
    reason: facts.reason,
    nearMiss: missed,
    injectedFault: facts.injectedFault,
  };
  return {
    seq,
    side,
    step,
    began,
    ended: Math.max(began, ended),
    sentName: clean(facts.sentName),
    bucket: clean(facts.bucket),
    key: clean(facts.key),
    tokenId: facts.token === undefined ? null : secretId(facts.token),
    credential: clean(facts.credential),
    urlId: facts.urlSignature === undefined ? null : secretId(facts.urlSignature),
    ...(facts.upload === undefined ? {} : { upload: facts.upload }),
    ...Object.fromEntries(
      Object.entries(optional).flatMap(([name, text]) =>
        text === undefined ? [] : [[name, shortRedacted(text, redact)]],
      ),
    ),
    ...(cutByClient ? { cutByClient } : {}),
  };
}
