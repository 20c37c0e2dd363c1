/** A journal whose entries the test decides on, so that their order, lateness and eviction can be. */
import type { Journal, JournalQuery } from '../../../server/journal/journal.js';
import type { CqubeFacts, JournalEntry } from '../../../specs/journal.js';

export const entryOf = (seq: number, facts: Partial<CqubeFacts> = {}): JournalEntry => ({
  startedDateTime: new Date(seq * 1000).toISOString(),
  time: 5,
  request: {
    method: 'POST',
    url: 'http://127.0.0.1:8000/data/upload-url',
    httpVersion: 'HTTP/1.1',
    headers: [{ name: 'Host', value: '127.0.0.1:8000' }],
    queryString: [],
    headersSize: 100,
    bodySize: 20,
    postData: { mimeType: 'application/json', text: '{"filename":"a.zip"}' },
  },
  response: {
    status: 200,
    statusText: 'OK',
    httpVersion: 'HTTP/1.1',
    headers: [],
    redirectURL: '',
    headersSize: 50,
    bodySize: 2,
    content: { size: 2, mimeType: 'application/json', text: '{}' },
  },
  cache: {},
  timings: { send: 0, wait: 5, receive: 0 },
  _cqube: {
    seq,
    side: 'api',
    step: 'upload-url',
    began: seq * 1000,
    ended: seq * 1000 + 5,
    sentName: 'a.zip',
    bucket: null,
    key: null,
    tokenId: '0123456789abcdef',
    credential: 'key',
    urlId: null,
    ...facts,
  },
});

export interface ScriptedJournal extends Journal {
  /** An exchange has ended. */
  readonly add: (entry: JournalEntry) => void;
  /** The oldest entries make room. */
  readonly evict: (count: number) => void;
  /** What was asked for last. */
  readonly asked: () => JournalQuery;
}

export function scriptedJournal(): ScriptedJournal {
  let entries: readonly JournalEntry[] = [];
  let evicted = 0;
  let asked: JournalQuery = {};
  const listeners = new Set<(entry: JournalEntry) => void>();
  const lines = async function* lines(): AsyncGenerator<string> {
    for (const entry of entries) yield `${JSON.stringify(entry)}\n`;
  };
  return {
    record: (_side, _origin, handler) => handler,
    head: () => '',
    query: (query) => {
      asked = query;
      const { after = 0, before = Infinity, newestFirst = false, limit = 100 } = query;
      const fitting = entries.filter(({ _cqube: { seq } }) => seq > after && seq < before);
      const ordered = newestFirst ? fitting.toReversed() : fitting;
      return {
        entries: ordered.slice(0, limit),
        more: ordered.length > limit,
        kept: entries.length,
        evicted,
      };
    },
    get: (seq) => entries.find(({ _cqube }) => _cqube.seq === seq) ?? null,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ndjson: lines,
    har: async function* har() {
      yield '{"log":{"entries":[';
      yield entries.map((entry) => JSON.stringify(entry)).join(',');
      yield ']}}';
    },
    settled: async () => {},
    clear: async () => {
      entries = [];
      evicted = 0;
    },
    close: async () => {},
    add: (entry) => {
      entries = [...entries, entry].toSorted((a, b) => a._cqube.seq - b._cqube.seq);
      for (const listener of listeners) listener(entry);
    },
    evict: (count) => {
      evicted += count;
      entries = entries.slice(count);
    },
    asked: () => asked,
  };
}
