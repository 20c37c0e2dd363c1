/** An entry of the journal in short, for a list that is looked at while exchanges happen. */
import type { CqubeFacts, JournalEntry } from '../../../specs/journal.js';

export type ExchangeSummary = CqubeFacts & {
  readonly startedDateTime: string;
  /** Milliseconds. */
  readonly time: number;
  readonly method: string;
  readonly url: string;
  /** 0: no answer was given. */
  readonly status: number;
};

const URL_LIMIT = 2_000;

export const summaryOf = ({
  startedDateTime,
  time,
  request,
  response,
  _cqube,
}: JournalEntry): ExchangeSummary => ({
  ..._cqube,
  startedDateTime,
  time,
  method: request.method,
  url: request.url.slice(0, URL_LIMIT),
  status: response.status,
});
