/** An answer before it is written: status, headers in wire order, body. */
import type { Readable } from 'node:stream';
import { FLASK_JSON, type Json, writeJson } from './python/write-json.js';

export interface Answer {
  readonly status: number;
  /** Without `Server`, `Date` and `Connection`, which the web server adds. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | Readable;
}

/** The reason phrases that Werkzeug sends. */
export const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  308: 'PERMANENT REDIRECT',
  400: 'BAD REQUEST',
  404: 'NOT FOUND',
  405: 'METHOD NOT ALLOWED',
  413: 'REQUEST ENTITY TOO LARGE',
  500: 'INTERNAL SERVER ERROR',
};

export const HTML = 'text/html; charset=utf-8';

/** Content-Type, then `extra`, then Content-Length: the order in which Werkzeug comes by them. */
export function textAnswer(
  status: number,
  type: string,
  text: string,
  extra: readonly (readonly [string, string])[] = [],
): Answer {
  const body = Buffer.from(text);
  return {
    status,
    headers: [['Content-Type', type], ...extra, ['Content-Length', String(body.length)]],
    body,
  };
}

/** What Flask makes of a text that a view returns. */
export const htmlAnswer = (text: string): Answer => textAnswer(200, HTML, text);

/** What Flask makes of a dictionary that a view returns: sorted, compact, with a newline at the end. */
export const jsonAnswer = (value: Json): Answer =>
  textAnswer(200, 'application/json', `${writeJson(value, FLASK_JSON)}\n`);
