/** An entry from a line of a journal's file, which anybody may have changed. */
import { EXCHANGE_STEPS } from '../../specs/exchange-step.js';
import type { JournalEntry, NameValue } from '../../specs/journal.js';

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isTextOrNothing = (value: unknown): boolean => value === undefined || isText(value);

const isPairs = (value: unknown): value is readonly NameValue[] =>
  Array.isArray(value) &&
  value.every((pair) => isObject(pair) && isText(pair['name']) && isText(pair['value']));

/** null: it is none, or not all of one. */
export function readEntry(line: string): JournalEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  return isEntry(value) ? value : null;
}

/** All that the journal itself, or whoever shows an entry, relies on. */
function isEntry(value: unknown): value is JournalEntry {
  if (!isObject(value)) return false;
  const { request, response, _cqube: facts, timings, startedDateTime, time } = value;
  return (
    isText(startedDateTime) &&
    isNumber(time) &&
    isObject(timings) &&
    isObject(request) &&
    isRequest(request) &&
    isObject(response) &&
    isResponse(response) &&
    isObject(facts) &&
    areFacts(facts)
  );
}

const isRequest = ({ method, url, headers, queryString, postData }: Members): boolean =>
  isText(method) &&
  isText(url) &&
  isPairs(headers) &&
  isPairs(queryString) &&
  (postData === undefined || (isObject(postData) && isPostData(postData)));

const isPostData = ({ mimeType, text, params }: Members): boolean =>
  isText(mimeType) &&
  isTextOrNothing(text) &&
  (params === undefined ||
    (Array.isArray(params) &&
      params.every(
        (param) =>
          isObject(param) &&
          isText(param['name']) &&
          isTextOrNothing(param['value']) &&
          isTextOrNothing(param['fileName']),
      )));

const isResponse = ({ status, headers, content }: Members): boolean =>
  isNumber(status) && isPairs(headers) && isObject(content) && isTextOrNothing(content['text']);

const STEPS: ReadonlySet<unknown> = new Set(EXCHANGE_STEPS);

const areFacts = ({ seq, side, step, began, ended, key, sentName, bucket, ...rest }: Members): boolean =>
  Number.isSafeInteger(seq) &&
  Number(seq) > 0 &&
  (side === 'api' || side === 's3') &&
  STEPS.has(step) &&
  isNumber(began) &&
  isNumber(ended) &&
  [key, sentName, bucket, rest['tokenId'], rest['urlId'], rest['credential']].every(isTextOrNull) &&
  [rest['reason'], rest['nearMiss'], rest['refusedBy'], rest['injectedFault']].every(isTextOrNothing);
