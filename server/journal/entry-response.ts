/** What an entry says of the answer. */
import type { JournalResponse } from '../../specs/journal.js';
import { CUT } from './entry-request.js';
import { TEXT_LIMIT } from './limits.js';
import type { ReadBody } from './read-body.js';
import { redactBody } from './redact-body.js';
import { redactHeaders } from './redact-headers.js';
import type { Redact } from './redact-text.js';
import { type AnswerHead, headerOf } from './response-head.js';
import { boundedPairs, shortPairs, shortRedacted } from './short-text.js';
import type { WatchedExchange } from './watch-exchange.js';

export function responseOf(
  { answer }: WatchedExchange,
  head: AnswerHead,
  { mime, text }: ReadBody,
  redact: Redact,
): JournalResponse {
  const size = head.status === 0 ? 0 : answer.bytes();
  const shown = text === null || head.status === 0 ? null : redactBody(mime, text, TEXT_LIMIT, redact);
  return {
    status: head.status,
    statusText: redact(head.statusText),
    httpVersion: head.httpVersion,
    headers: shortPairs(redactHeaders(boundedPairs(head.headers), redact)),
    redirectURL: shortRedacted(headerOf(head.headers, 'location'), redact),
    headersSize: head.size,
    bodySize: size,
    content: {
      size,
      mimeType: shortRedacted(headerOf(head.headers, 'content-type'), redact),
      ...(shown === null ? {} : { text: shown }),
      ...(shown !== null && (text?.cut === true || shown.length === TEXT_LIMIT) ? { comment: CUT } : {}),
    },
  };
}
