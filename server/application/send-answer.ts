/** Writes an answer as gunicorn does: its headers first, one answer a connection. */
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Answer, REASONS } from './answer.js';
import { httpDate } from './http-date.js';
import { webServerPage } from './listener/web-server-page.js';

export const SERVER_NAME = 'gunicorn/20.0.4';

/** `moment`: the server's time, for `Date`. Throws what the body's stream throws. */
export async function sendAnswer(response: ServerResponse, answer: Answer, moment: number): Promise<void> {
  if (!answer.headers.every(([, value]) => isSendable(value))) {
    discard(answer.body);
    sendWebServerError(response, 500, '');
    return;
  }
  response.statusCode = answer.status;
  response.statusMessage = REASONS[answer.status] ?? '';
  response.setHeader('Server', SERVER_NAME);
  response.setHeader('Date', httpDate(moment));
  response.setHeader('Connection', 'close');
  for (const [name, value] of answer.headers) response.setHeader(name, value.trim());
  if (answer.body instanceof Uint8Array) {
    response.end(answer.body);
  } else if (response.req.method === 'HEAD') {
    answer.body.destroy();
    response.end();
  } else {
    await pipeline(answer.body, response);
  }
}

/** Headers are Latin-1; the real server breaks on anything else, Node also on control characters. */
const isSendable = (value: string): boolean => /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value);

const discard = (body: Uint8Array | Readable): void => {
  if (!(body instanceof Uint8Array)) body.destroy();
};

/** An error that the web server answers by itself, without `Server` and `Date`. */
export function sendWebServerError(response: ServerResponse, status: 400 | 500, text: string): void {
  response.req.resume();
  const page = webServerPage(status, text);
  response.sendDate = false;
  response.statusCode = status;
  response.statusMessage = page.reason;
  response.setHeader('Connection', 'close');
  response.setHeader('Content-Type', 'text/html');
  response.setHeader('Content-Length', page.body.length);
  response.end(page.body);
}
