/** What nginx refuses before Kong's router sees a request. */
import type { ErrorStatus } from './error-page.js';
import { parseTarget } from './request-target.js';
import type { RequestTarget } from './request-target.js';

export interface ArrivedRequest {
  readonly method: string;
  /** As on the request line. */
  readonly target: string;
  /** `1.0` or `1.1`. */
  readonly httpVersion: string;
  readonly rawHeaders: readonly string[];
}

export type EarlyRefusalReason =
  | 'request-line-too-long'
  | 'bad-target'
  | 'headers-too-large'
  | 'repeated-header'
  | 'no-host'
  | 'bad-host'
  | 'trace';

export interface EarlyRefusal {
  readonly reason: EarlyRefusalReason;
  readonly status: ErrorStatus;
  /** What decides the page's format; null: nothing was known of it. */
  readonly wanted: string | null;
}

export type EarlyJudgement =
  | { readonly outcome: 'passed'; readonly target: RequestTarget; readonly host: string }
  | { readonly outcome: 'refused'; readonly refusal: EarlyRefusal };

/** nginx 1.19 takes each of these once; of all others it takes as many as come. */
const UNIQUE_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'authorization',
  'content-length',
  'content-range',
  'expect',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
]);

/** nginx's defaults, bytes: `client_header_buffer_size` and `large_client_header_buffers`. */
const FIRST_BUFFER = 1_024;
const LARGE_BUFFER = 8_192;
const LARGE_BUFFERS = 4;

export function judgeEarly(request: ArrivedRequest): EarlyJudgement {
  const { method, rawHeaders } = request;
  const requestLine = `${method} ${request.target} HTTP/${request.httpVersion}\r\n`;
  if (requestLine.length > LARGE_BUFFER) return refused('request-line-too-long', 414, null);
  const target = parseTarget(request.target);
  // The request line is judged before any header is read, so no Accept is known.
  if (target === null) return refused('bad-target', 400, null);
  const wanted = wantedFormat(rawHeaders);
  if (!fitsBuffers(requestLine, rawHeaders)) return refused('headers-too-large', 494, wanted);
  if (hasRepeatedHeader(rawHeaders)) {
    // Recorded as JSON with no Accept among the headers that the recording lists.
    return refused('repeated-header', 400, wanted ?? '*/*');
  }
  const host = headerValue(rawHeaders, 'host');
  if (host === null && request.httpVersion !== '1.0') return refused('no-host', 400, wanted);
  if (host !== null && !isAcceptedHost(host)) return refused('bad-host', 400, wanted);
  if (method === 'TRACE') return refused('trace', 405, wanted);
  return { outcome: 'passed', target, host: host ?? '' };
}

function refused(reason: EarlyRefusalReason, status: ErrorStatus, wanted: string | null): EarlyJudgement {
  return { outcome: 'refused', refusal: { reason, status, wanted } };
}

/** What Kong chooses an error page by. */
export function wantedFormat(rawHeaders: readonly string[]): string | null {
  return headerValue(rawHeaders, 'accept') ?? headerValue(rawHeaders, 'content-type');
}

/** The first of its name. */
function headerValue(rawHeaders: readonly string[], name: string): string | null {
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === name) return rawHeaders[at + 1] ?? '';
  }
  return null;
}

function hasRepeatedHeader(rawHeaders: readonly string[]): boolean {
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (seen.has(name) && UNIQUE_HEADERS.has(name)) return true;
    seen.add(name);
  }
  return false;
}

/**
 * Lines are laid into one small and then up to four large buffers, and none is split between two. Node tells neither
 * trimmed blanks nor the exact spelling of line ends, so a few bytes at the edge are a guess.
 */
function fitsBuffers(requestLine: string, rawHeaders: readonly string[]): boolean {
  let room = FIRST_BUFFER;
  let large = 0;
  const lengths = [requestLine.length];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    lengths.push((rawHeaders[at] ?? '').length + (rawHeaders[at + 1] ?? '').length + ': \r\n'.length);
  }
  for (const length of lengths) {
    if (length > room) {
      large += 1;
      room = LARGE_BUFFER;
      if (large > LARGE_BUFFERS || length > room) return false;
    }
    room -= length;
  }
  return true;
}

/** As nginx validates it: not empty, no slash, no two dots in a row. */
function isAcceptedHost(host: string): boolean {
  return !/^(:.*|\.(:.*)?)?$|[/\0]|\.\./.test(host);
}
