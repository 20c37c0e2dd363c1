/** Answers that the gateway makes itself, in the order of headers in which Kong sends them. */
import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.js';
import { REASON_PHRASES } from './error-page.js';
import type { Page } from './error-page.js';

export const KONG = 'kong/2.8.1';

export interface OwnAnswer {
  readonly status: number;
  readonly page: Page;
  /** What came of the connection, as Kong tells it. */
  readonly connection: 'keep-alive' | 'close';
  /** Whole milliseconds. */
  readonly latency: string;
}

type Header = readonly [name: string, value: string];

function headersOf({ page, connection, latency }: OwnAnswer, clock: Clock): readonly Header[] {
  return [
    ['Date', httpDate(clock)],
    ['Content-Type', page.contentType],
    ['Connection', connection],
    ['Content-Length', String(Buffer.byteLength(page.body))],
    ['X-Kong-Response-Latency', latency],
    ['Server', KONG],
  ];
}

function reasonPhrase(status: number): string {
  return REASON_PHRASES[status] ?? STATUS_CODES[status] ?? '';
}

/** Whatever was set on the response before is dropped. The body of a HEAD is left out, its length is not. */
export function sendOwnAnswer(response: ServerResponse, answer: OwnAnswer, clock: Clock): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = answer.status;
  response.statusMessage = reasonPhrase(answer.status);
  for (const [name, value] of headersOf(answer, clock)) response.setHeader(name, value);
  response.end(answer.page.body);
}

/** The same as bytes, for requests that Node could not make a request of. */
export function ownAnswerBytes(answer: OwnAnswer, clock: Clock): string {
  const head = headersOf(answer, clock).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${answer.status} ${reasonPhrase(answer.status)}\r\n${head.join('')}\r\n${answer.page.body}`;
}

/** What nginx would do with the connection: what the client asked for, else what its version of HTTP does. */
export function connectionOf(request: IncomingMessage): 'keep-alive' | 'close' {
  const asked = request.headers.connection?.toLowerCase() ?? '';
  if (asked.includes('close')) return 'close';
  return request.httpVersion === '1.0' && !asked.includes('keep-alive') ? 'close' : 'keep-alive';
}

export function httpDate(clock: Clock): string {
  return new Date(clock.now()).toUTCString();
}
