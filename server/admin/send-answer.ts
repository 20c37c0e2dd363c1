/** Writes answers and refusals of the admin API. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { StoreError } from '../s3/object-store.js';
import type { Answer } from './answer.js';
import { Refusal } from './refusal.js';

/** Rejects where a stream breaks; then the connection is cut, so that nobody takes half an answer for a whole one. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  switch (answer.kind) {
    case 'json':
      return sendJson(request, response, answer.status, answer.body);
    case 'nothing':
      response.writeHead(204).end();
      return;
    case 'text':
      sendText(request, response, answer.headers, answer.text);
      return;
    case 'live':
      answer.open(request, response);
      return;
    case 'stream':
      for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
      if (request.method !== 'HEAD') return pipeline(answer.content, response);
      answer.content.destroy();
      response.end();
  }
}

export function sendFailure(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, message, headers } = error instanceof Refusal ? error : explain(error);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!request.complete) {
    // What is still coming is not read by anybody: the connection is of no more use.
    response.setHeader('Connection', 'close');
    request.resume();
  }
  sendJson(request, response, status, { error: message });
}

function sendJson(request: IncomingMessage, response: ServerResponse, status: number, body: unknown): void {
  const text = Buffer.from(`${JSON.stringify(body)}\n`);
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', text.length);
  response.end(request.method === 'HEAD' ? undefined : text);
}

function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  text: string,
): void {
  const bytes = Buffer.from(text);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Content-Length', bytes.length);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** What a store cannot do is no fault of the route; its own words are for the log. */
function explain(error: unknown): Refusal {
  if (!(error instanceof StoreError))
    return new Refusal(500, 'cqube-conform failed on this request; that is its defect');
  switch (error.code) {
    case 'NO_SUCH_BUCKET':
      return new Refusal(404, 'there is no such bucket: see /api/buckets');
    case 'KEY_TOO_LONG':
    case 'NO_KEY':
      return new Refusal(400, 'no object can have this key: it takes 1 to 1024 bytes');
    case 'CLOSED':
      return new Refusal(503, 'the server is being closed: start it again');
    default:
      return new Refusal(
        503,
        'the objects cannot be read or changed: look after the data folder and its disk, or after the S3 endpoint',
      );
  }
}
