/** Answers what Node's HTTP parser refuses as gunicorn would: its error page, or the application's after all. */
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Answer, REASONS } from '../answer.js';
import { httpDate } from '../http-date.js';
import { endBody } from '../request/body.js';
import { SERVER_NAME } from '../send-answer.js';
import { headTooLarge } from './head-limits.js';
import { type Head, readHead } from './read-head.js';
import { rawWebServerAnswer } from './web-server-page.js';

export interface ClientErrorOptions {
  /** A request of this connection is being answered. */
  readonly isBusy: (socket: Duplex) => boolean;
  /** What the application says to a request that Node cannot pass on; null: only Node could. */
  readonly answerHead: (head: Extract<Head, { kind: 'accepted' }>, socket: Socket) => Answer | null;
  /** The server's time, in milliseconds since 1970. */
  readonly now: () => number;
}

interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: Uint8Array;
}

export type ClientErrorHandler = (error: ParserError, socket: Duplex) => void;

/** For the event `clientError` of a server that carries the application alone. */
export function clientErrorHandler(options: ClientErrorOptions): ClientErrorHandler {
  return (error, socket) => {
    // The real server's worker is killed after its time and takes the connection with it, without an answer.
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' || error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    if (endBody(socket, error.code === 'HPE_INVALID_EOF_STATE' ? 'cut' : 'broken')) return;
    // Bytes behind a request; the connection ends with its answer, so nobody will read them.
    if (options.isBusy(socket)) return;
    const answer = answerTo(error, socket, options);
    if (answer) socket.end(answer, () => socket.destroy());
    else socket.destroy();
  };
}

function answerTo(error: ParserError, socket: Duplex, options: ClientErrorOptions): Buffer | null {
  const head = error.rawPacket ? readHead(error.rawPacket) : null;
  if (head?.kind === 'refused') return rawWebServerAnswer(400, head.text);
  if (error.code === 'HPE_HEADER_OVERFLOW') return rawWebServerAnswer(400, headTooLarge);
  if (!head) return null;
  const answer = options.answerHead(head, socket as Socket);
  return answer ? rawAnswer(answer, options.now()) : rawWebServerAnswer(400, '');
}

/** null: the answer has to be streamed. */
export function rawAnswer(answer: Answer, moment: number): Buffer | null {
  if (!(answer.body instanceof Uint8Array)) return null;
  const head = [
    `HTTP/1.1 ${answer.status} ${REASONS[answer.status] ?? ''}`,
    `Server: ${SERVER_NAME}`,
    `Date: ${httpDate(moment)}`,
    'Connection: close',
    ...answer.headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), answer.body]);
}
