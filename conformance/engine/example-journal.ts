/** Writes the traffic of an example as a journal, as the mock records it. */
import { exchangeStep } from '../../specs/exchange-step.js';
import type { CqubeFacts, JournalEntry } from '../../specs/journal.js';
import type { TrafficStep } from './example.js';

const HOST = 'https://cqube.example.org';
const STORAGE = 'https://storage.example.org';
const BUCKET = 'cqube-qa10-emission';
const BEGINNING = Date.UTC(2026, 0, 5, 10);
const SECOND = 1000;

/** What the API makes of a name at a moment: `pat/x.zip` becomes `pat/x_20260105100000.zip`. */
const keyOf = (name: string, moment: number): string => {
  const stamp = new Date(moment).toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return name.replace(/(\.[^./]*)?$/, `_${stamp}$1`);
};

type Ask = Extract<TrafficStep, { readonly ask: string }>;
type Send = Extract<TrafficStep, { readonly send: string }>;

interface Form {
  readonly urlId: string;
  readonly key: string;
}

/** `digestOf`: SHA-256 of the file of that name, or of other bytes. */
export function exampleJournal(
  traffic: readonly TrafficStep[],
  digestOf: (name: string, changed: boolean) => string,
): readonly JournalEntry[] {
  const forms = new Map<string, Form[]>();
  let moment = BEGINNING;
  return traffic.map((step, index) => {
    const began = step.at === undefined ? moment : BEGINNING + step.at * SECOND;
    moment = began + SECOND;
    const seq = index + 1;
    if ('ask' in step) {
      const form = { urlId: seq.toString(16).padStart(16, '0'), key: keyOf(step.ask, began) };
      forms.set(step.ask, [...(forms.get(step.ask) ?? []), form]);
      return askEntry(step, seq, began, form);
    }
    const known = forms.get(step.send) ?? [];
    const unknown = { urlId: 'f'.repeat(16), key: keyOf(step.send, began) };
    const form = { last: known.at(-1), first: known[0], none: unknown }[step.form ?? 'last'] ?? unknown;
    return sendEntry(step, seq, began, form, digestOf(step.send, step.changed === true));
  });
}

function askEntry(step: Ask, seq: number, began: number, form: Form): JournalEntry {
  const { ask, token = 'good', origin = HOST } = step;
  const status = step.status ?? (token === 'good' ? 200 : 401);
  const url = `${origin}/data/upload-url${token === 'in-url' ? '?jwt=[redacted]' : ''}`;
  return entry({
    url,
    status,
    headers: token === 'good' || token === 'rejected' ? [['Authorization', 'Bearer [redacted]']] : [],
    facts: {
      seq,
      side: 'api',
      step: exchangeStep('api', 'POST', '/data/upload-url'),
      began,
      ended: began + SECOND / 2,
      sentName: ask,
      bucket: null,
      key: null,
      tokenId: token === 'none' ? null : (token === 'rejected' ? 'b' : 'a').repeat(16),
      credential: token === 'good' ? 'example' : null,
      urlId: status === 200 ? form.urlId : null,
      ...(status === 401 ? { refusedBy: 'token' } : {}),
    },
  });
}

function sendEntry(step: Send, seq: number, began: number, form: Form, sha256: string): JournalEntry {
  const status = step.status ?? (step.refused ? 403 : 204);
  const text = step.refused
    ? '<Error><Message>Invalid according to Policy: Policy expired.</Message></Error>'
    : '';
  return entry({
    url: `${STORAGE}/${BUCKET}/`,
    status,
    headers: [],
    text,
    facts: {
      seq,
      side: 's3',
      step: 's3-post',
      began,
      ended: began + SECOND / 2,
      sentName: null,
      bucket: BUCKET,
      key: form.key,
      tokenId: null,
      credential: null,
      urlId: form.urlId,
      upload: { bytes: 100, sha256 },
      ...(status === 403 ? { refusedBy: 'AccessDenied' } : {}),
    },
  });
}

interface EntryParts {
  readonly url: string;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text?: string;
  readonly facts: CqubeFacts;
}

const entry = ({ url, status, headers, text = '', facts }: EntryParts): JournalEntry => ({
  startedDateTime: new Date(facts.began).toISOString(),
  time: facts.ended - facts.began,
  request: {
    method: 'POST',
    url,
    httpVersion: 'HTTP/1.1',
    headers: headers.map(([name, value]) => ({ name, value })),
    queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
    headersSize: -1,
    bodySize: -1,
  },
  response: {
    status,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    headers: [],
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
    content: { size: text.length, mimeType: 'application/xml', ...(text === '' ? {} : { text }) },
  },
  cache: {},
  timings: { send: 0, wait: facts.ended - facts.began, receive: 0 },
  _cqube: facts,
});
