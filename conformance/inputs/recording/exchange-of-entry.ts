/** One entry of a HAR, ours or any proxy's, as an exchange with cQube; null: it was none. */
import { createHash } from 'node:crypto';
import { EXCHANGE_STEPS, exchangeStep } from '../../../specs/exchange-step.js';
import type { ExchangeStep } from '../../../specs/exchange-step.js';
import { REDACTED } from '../../../specs/journal.js';
import type { Exchange } from '../../engine/traffic.js';
import { isObject, listAt, numberAt, objectAt, parseJson, textAt } from './loose-json.js';
import type { Loose } from './loose-json.js';
import { formField, sentName } from './sent-fields.js';

/** `seq`: position, for entries that do not say theirs. */
export function exchangeOfEntry(entry: unknown, seq: number): Exchange | null {
  const request = objectAt(entry, 'request');
  const url = parseUrl(textAt(request, 'url') ?? '');
  const began = Date.parse(textAt(entry, 'startedDateTime') ?? '');
  if (url === null || Number.isNaN(began)) return null;
  const method = (textAt(request, 'method') ?? '').toUpperCase();
  const facts = objectAt(entry, '_cqube');
  const base = {
    seq: numberAt(facts, 'seq') ?? seq,
    method,
    origin: url.origin,
    path: url.pathname,
    status: Math.max(0, numberAt(objectAt(entry, 'response'), 'status') ?? 0),
  };
  return isObject(facts) && textAt(facts, 'side') !== null
    ? recorded(base, entry, facts)
    : foreign(base, entry, url, began);
}

type Base = Pick<Exchange, 'seq' | 'method' | 'origin' | 'path' | 'status'>;

/** By our own mock, which knows. */
function recorded(base: Base, entry: unknown, facts: Loose): Exchange {
  const step = EXCHANGE_STEPS.find((known) => known === textAt(facts, 'step')) ?? 'unknown';
  const upload = objectAt(facts, 'upload');
  const bytes = numberAt(upload, 'bytes');
  return {
    ...base,
    side: textAt(facts, 'side') === 's3' ? 's3' : 'api',
    step,
    began: numberAt(facts, 'began') ?? 0,
    ended: numberAt(facts, 'ended') ?? 0,
    sentName: textAt(facts, 'sentName'),
    key: textAt(facts, 'key'),
    tokenId: textAt(facts, 'tokenId'),
    tokenIn: textAt(facts, 'tokenId') === null ? null : tokenPlace(entry),
    urlId: textAt(facts, 'urlId'),
    upload: bytes === null ? null : { bytes, sha256: textAt(upload, 'sha256') },
    refusal: refusalOf(step, base.status, entry, facts),
    injectedFault: textAt(facts, 'injectedFault'),
  };
}

/** By somebody else's proxy: told by addresses and bodies. */
function foreign(base: Base, entry: unknown, url: URL, began: number): Exchange | null {
  const request = objectAt(entry, 'request');
  const step = stepOf(base.method, url, request);
  if (step === null) return null;
  const ended = began + Math.max(0, numberAt(entry, 'time') ?? 0);
  const side = step === 's3-post' || step === 's3' ? 's3' : 'api';
  const form = step === 's3-post';
  const issued = step === 'upload-url' ? issuedForm(entry) : null;
  const signature = form ? formField(request, 'x-amz-signature') : (issued?.signature ?? null);
  const token = side === 'api' ? tokenOf(entry, url) : null;
  return {
    ...base,
    side,
    step,
    began,
    ended,
    sentName: step === 'upload-url' ? sentName(request) : null,
    key: form ? formField(request, 'key') : (issued?.key ?? null),
    tokenId: token === null || token === REDACTED ? null : idOf(token),
    tokenIn: token === null ? null : tokenPlace(entry),
    urlId: signature === null || signature === REDACTED ? null : idOf(signature),
    upload: form ? { bytes: Math.max(0, numberAt(request, 'bodySize') ?? 0), sha256: null } : null,
    refusal: refusalOf(step, base.status, entry, {}),
    injectedFault: null,
  };
}

const idOf = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 16);

function parseUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

/** null: no exchange with cQube. A form with a signature is an upload wherever it goes. */
function stepOf(method: string, url: URL, request: Loose): ExchangeStep | null {
  const step = exchangeStep('api', method, url.pathname);
  if (step !== 'unknown') return step;
  if (method === 'POST' && formField(request, 'x-amz-signature') !== null) return 's3-post';
  return url.pathname.startsWith('/data/') ? 'unknown' : null;
}

/** The form that an upload URL was answered with. */
function issuedForm(entry: unknown): { readonly key: string | null; readonly signature: string | null } {
  const content = objectAt(objectAt(entry, 'response'), 'content');
  const text = textAt(content, 'text') ?? '';
  const plain = textAt(content, 'encoding') === 'base64' ? Buffer.from(text, 'base64').toString() : text;
  const fields = objectAt(parseJson(plain), 'fields');
  const named = (name: string): string | null => {
    const found = Object.entries(fields).find(([field]) => field.toLowerCase() === name);
    return typeof found?.[1] === 'string' ? found[1] : null;
  };
  return { key: named('key'), signature: named('x-amz-signature') };
}

const headerOf = (entry: unknown, name: string): string | null => {
  const headers = listAt(objectAt(entry, 'request'), 'headers');
  const found = headers.find((header) => textAt(header, 'name')?.toLowerCase() === name);
  return textAt(found, 'value');
};

/** As sent; null: none. */
function tokenOf(entry: unknown, url: URL): string | null {
  const [, bearer] = /^bearer\s+(\S.*)$/i.exec(headerOf(entry, 'authorization') ?? '') ?? [];
  return bearer ?? url.searchParams.get('jwt');
}

const tokenPlace = (entry: unknown): Exchange['tokenIn'] => {
  if (headerOf(entry, 'authorization') !== null) return 'header';
  const url = parseUrl(textAt(objectAt(entry, 'request'), 'url') ?? '');
  if (url?.searchParams.has('jwt') === true) return 'url';
  return headerOf(entry, 'cookie') === null ? 'header' : 'cookie';
};

function refusalOf(step: ExchangeStep, status: number, entry: unknown, facts: Loose): Exchange['refusal'] {
  if (step !== 's3-post') return textAt(facts, 'refusedBy') === 'token' || status === 401 ? 'token' : null;
  if (status !== 403) return null;
  if (textAt(facts, 'reason') !== null) return 'spent';
  const text = textAt(objectAt(objectAt(entry, 'response'), 'content'), 'text') ?? '';
  return /Policy expired|has expired/i.test(text) ? 'expired' : null;
}
