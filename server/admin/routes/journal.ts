/** What was said between emitters and the server. */
import { Readable } from 'node:stream';
import { EXCHANGE_STEPS } from '../../../specs/exchange-step.js';
import type { Answer } from '../answer.js';
import { NOTHING, ok } from '../answer.js';
import { summaryOf } from '../events/exchange-summary.js';
import { Refusal } from '../refusal.js';
import { choice, flag, moment, required, secretId, text, wholeNumber } from '../shape/parameter.js';
import { bytes, defineRoute, error, json, nothing } from '../shape/route.js';

const status = wholeNumber('A status, or a class of them: 2, 4, 5; 0: no answer was given', 0, 599);

const asked = {
  side: choice('Which server was spoken to', ['api', 's3']),
  step: choice('What the exchange was for', EXCHANGE_STEPS),
  status,
  key: text('Exactly this key, or one that begins so if it ends in `*`', 1, 1_025),
  tokenId: secretId('What the journal knows the token by'),
  urlId: secretId('What the journal knows the form or link by'),
  since: moment('Begun then or later'),
  until: moment('Begun then or earlier'),
  text: text('Found in URL, sent name, key, bodies or reason, in any case', 1, 200),
  after: wholeNumber('Only numbers above', 0),
  before: wholeNumber('Only numbers below', 0),
  newestFirst: flag('Default: oldest first'),
  limit: wholeNumber('How many; default 100', 1, 1_000),
};

export const journalRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/journal',
    id: 'queryJournal',
    summary: 'exchanges that fit all that is asked for',
    inQuery: asked,
    answers: { 200: json('A page of them', 'JournalPage') },
    handle: ({ query }, { journal }) => ok(journal.query(query)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/exchanges',
    id: 'queryExchanges',
    summary: 'the same in short, without headers and bodies, as the event stream tells of them',
    inQuery: asked,
    answers: { 200: json('A page of them', 'ExchangePage') },
    handle: ({ query }, { journal }) => {
      const { entries, ...page } = journal.query(query);
      return ok({ exchanges: entries.map(summaryOf), ...page });
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/journal',
    id: 'clearJournal',
    summary: 'forgets every exchange; numbers go on',
    answers: { 204: nothing('Forgotten') },
    handle: async (_call, { journal, events }) => {
      await journal.clear();
      events.tell({ event: 'reset', data: { journal: true } });
      return NOTHING;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/journal/{seq}',
    id: 'getExchange',
    summary: 'one exchange',
    inPath: { seq: required(wholeNumber('Number of the exchange', 1)) },
    answers: {
      200: json('The exchange', 'JournalEntry'),
      404: error('There is none, or it had to make room'),
    },
    handle: ({ path }, { journal }) => {
      const entry = journal.get(path.seq);
      if (entry === null)
        throw new Refusal(
          404,
          'the journal has no exchange of this number: it had to make room, or is still to come',
        );
      return ok(entry);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/journal.ndjson',
    id: 'saveJournal',
    summary: 'every exchange, one a line, to be saved; `check --journal` judges it',
    answers: { 200: bytes('Lines of JSON', 'application/x-ndjson') },
    handle: async (_call, { journal }) => {
      await journal.settled();
      return saved('application/x-ndjson', 'cqube-journal.ndjson', journal.ndjson());
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/journal.har',
    id: 'saveHar',
    summary: 'the same as HTTP Archive 1.2, which browsers and proxies open',
    answers: { 200: json('The document', 'Har') },
    handle: async (_call, { journal }) => {
      await journal.settled();
      return saved('application/json', 'cqube-journal.har', journal.har());
    },
  }),
];

const saved = (type: string, name: string, pieces: AsyncIterable<string>): Answer => ({
  kind: 'stream',
  headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
  content: Readable.from(pieces, { objectMode: true }),
});
