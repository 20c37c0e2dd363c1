/** What an entry says of the request. */
import { type JournalRequest, type NameValue, REDACTED } from '../../specs/journal.js';
import { TEXT_LIMIT, URL_LIMIT } from './limits.js';
import type { ReadBody } from './read-body.js';
import { redactBody } from './redact-body.js';
import { redactHeaders } from './redact-headers.js';
import type { Redact } from './redact-text.js';
import { queryOf, redactTarget } from './redact-url.js';
import { isSecretName } from './secret-names.js';
import { bounded, boundedPairs, short, shortPairs, shortRedacted } from './short-text.js';
import type { WatchedExchange } from './watch-exchange.js';

export function requestOf(
  { request, target, body }: WatchedExchange,
  origin: string,
  headers: readonly NameValue[],
  read: ReadBody,
  redact: Redact,
): JournalRequest {
  const { method = '', httpVersion } = request;
  const shown = redactTarget(bounded(target, URL_LIMIT), redact);
  const postData = postDataOf(read, redact);
  return {
    method,
    url: short(
      /^[a-z][a-z0-9+.-]*:\/\//i.test(target)
        ? shown
        : `${origin}${target.startsWith('/') ? '' : '/'}${shown}`,
      URL_LIMIT,
    ),
    httpVersion: `HTTP/${httpVersion}`,
    headers: shortPairs(redactHeaders(boundedPairs(headers), redact)),
    queryString: shortPairs(queryOf(bounded(target, URL_LIMIT), redact)),
    headersSize: headers.reduce(
      (size, { name, value }) => size + name.length + value.length + 4,
      method.length + target.length + 14,
    ),
    bodySize: body.bytes(),
    ...(postData === null ? {} : { postData }),
  };
}

export const CUT = `cut after ${TEXT_LIMIT} characters`;

type PostData = NonNullable<JournalRequest['postData']>;

function postDataOf({ mime, text, parts }: ReadBody, redact: Redact): PostData | null {
  const mimeType = shortRedacted(mime, redact);
  if (parts.length > 0) {
    const params = parts.map(({ name, value, fileName }) => ({
      name: shortRedacted(name, redact),
      ...(value === undefined
        ? {}
        : { value: isSecretName(name) ? REDACTED : shortRedacted(value, redact, FIELD_LIMIT) }),
      ...(fileName === undefined ? {} : { fileName: shortRedacted(fileName, redact) }),
    }));
    return { mimeType, params };
  }
  if (text === null) return null;
  const shown = redactBody(mime, text, TEXT_LIMIT, redact);
  return { mimeType, text: shown, ...(text.cut || shown.length === TEXT_LIMIT ? { comment: CUT } : {}) };
}

/** Of a field's value. A file that is sent as plain text under another name is no field. */
const FIELD_LIMIT = 1024;
