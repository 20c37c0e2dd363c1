/** Where the jwt plugin of Kong 2.x looks for a token, in its default settings. The first place that has one wins. */
import { queryValues } from './query-arguments.js';

export type TokenPlace = 'query' | 'header';

export type FoundToken =
  | { readonly kind: 'none' }
  /** `?jwt` without a value. */
  | { readonly kind: 'valueless'; readonly place: 'query' }
  | { readonly kind: 'several'; readonly place: 'query' }
  | { readonly kind: 'token'; readonly place: TokenPlace; readonly token: string };

/** Kong asks OpenResty for the headers without a limit of its own, which means the first hundred lines. */
const MAX_HEADERS = 100;

/**
 * Not anchored, and only the first letter is free. The classes are spelled out because `\s` and `.` mean other
 * characters in JavaScript than in PCRE. PCRE's pattern begins with optional white space; unanchored, that changes no
 * match and would cost quadratic time here.
 */
const BEARER = /[Bb]earer[\t\n\v\f\r ]+([^\n]+)/;

/**
 * @param rawQuery behind the question mark, undecoded.
 * @param rawHeaders names and values in turn, as `IncomingMessage.rawHeaders`.
 */
export function findToken(rawQuery: string, rawHeaders: readonly string[]): FoundToken {
  const [value, ...more] = queryValues(rawQuery, 'jwt');
  if (more.length > 0) return { kind: 'several', place: 'query' };
  if (value === true) return { kind: 'valueless', place: 'query' };
  if (value !== undefined) return { kind: 'token', place: 'query', token: value };
  const token = BEARER.exec(authorization(rawHeaders))?.[1];
  return token === undefined ? { kind: 'none' } : { kind: 'token', place: 'header', token };
}

function authorization(rawHeaders: readonly string[]): string {
  for (let at = 0; at < Math.min(rawHeaders.length, MAX_HEADERS * 2); at += 2) {
    if (rawHeaders[at]?.toLowerCase() === 'authorization') return rawHeaders[at + 1] ?? '';
  }
  return '';
}
