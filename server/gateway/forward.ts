/** What Kong adds to, and takes from, an answer of the application. */
import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Clock } from '../clock.js';
import { connectionOf, httpDate, KONG } from './answer.js';

type GivenHeaders = OutgoingHttpHeaders | readonly OutgoingHttpHeader[];

export interface Forwarding {
  readonly clock: Clock;
  /** Milliseconds since 1970, when the request came in. */
  readonly arrivedAt: number;
}

/**
 * Dresses the answer at the moment its head is written, however the application writes it. The application closes its
 * connections; Kong keeps the client's open.
 *
 * @returns takes the dress off again, for an application that failed before it wrote anything.
 */
export function dressAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { clock, arrivedAt }: Forwarding,
): () => void {
  const handedOnAt = clock.now();
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, second?: string | GivenHeaders, third?: GivenHeaders) => {
    const reason = typeof second === 'string' ? second : undefined;
    setHeaders(response, typeof second === 'string' ? third : second);
    response.removeHeader('Keep-Alive');
    response.setHeader('Connection', connectionOf(request));
    if (!response.hasHeader('Date')) response.setHeader('Date', httpDate(clock));
    response.setHeader('X-Kong-Upstream-Latency', elapsed(handedOnAt, clock.now()));
    response.setHeader('X-Kong-Proxy-Latency', elapsed(arrivedAt, handedOnAt));
    response.setHeader('Via', KONG);
    return reason === undefined ? writeHead(status) : writeHead(status, reason);
  };
  return () => {
    response.writeHead = writeHead;
  };
}

/** Whole milliseconds as Kong writes them; a virtual clock may be turned back. */
export function elapsed(from: number, to: number): string {
  return String(Math.max(0, Math.round(to - from)));
}

/** As `writeHead` would: over what was set before, and a name that comes twice in a list is sent twice. */
function setHeaders(response: ServerResponse, headers: GivenHeaders | undefined): void {
  if (headers === undefined) return;
  if (!isList(headers)) {
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) response.setHeader(name, value);
    }
    return;
  }
  const flat = headers.flat().map(String);
  const seen = new Set<string>();
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const [name = '', value = ''] = flat.slice(at, at + 2);
    if (seen.has(name.toLowerCase())) response.appendHeader(name, value);
    else response.setHeader(name, value);
    seen.add(name.toLowerCase());
  }
}

function isList(headers: GivenHeaders): headers is readonly OutgoingHttpHeader[] {
  return Array.isArray(headers);
}
