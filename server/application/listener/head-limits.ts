/** gunicorn's limits of a request's head, in the order in which it meets them. */
import type { IncomingMessage } from 'node:http';
import { representString } from '../python/to-text.js';

/** Bytes without the line's end. */
const LINE_LIMIT = 4094;
/** Bytes of one header with its line end. */
const FIELD_LIMIT = 8190;
const FIELD_COUNT = 100;
/** It reads in pieces of so many bytes, and of a longer line tells only the size of the first piece. */
const READ_SIZE = 8192;

/** All headers together; beyond it gunicorn stops reading. For Node's `maxHeaderSize`, which counts the line too. */
export const HEAD_LIMIT = FIELD_COUNT * (FIELD_LIMIT + 2) + 4 + READ_SIZE;

const tooManyHeaders = "Error parsing headers: 'limit request headers fields'";
export const headTooLarge = "Error parsing headers: 'max buffer headers'";

export const lineDefect = (length: number): string | null =>
  length > LINE_LIMIT ? `Request Line is too large (${Math.min(length, READ_SIZE)} > ${LINE_LIMIT})` : null;

/** `size`: of the header's line with its end; `index`: from 0. */
export function fieldDefect(index: number, size: number): string | null {
  if (index >= FIELD_COUNT) return tooManyHeaders;
  return size > FIELD_LIMIT ? "Error parsing headers: 'limit request headers fields size'" : null;
}

export const badLine = (line: string): string =>
  `Invalid Request Line 'Invalid HTTP request line: ${representString(line)}'`;

/** Why gunicorn would refuse a request that Node has accepted; null: it would not. */
export function headDefect(request: IncomingMessage): string | null {
  const start = `${request.method ?? ''} ${request.url ?? ''}`;
  // What Node takes for a request of the first days: a line without a version.
  if (request.httpVersion === '0.9') return badLine(start);
  const line = `${start} HTTP/${request.httpVersion}`;
  const defect = lineDefect(line.length);
  if (defect !== null) return defect;
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(at, at + 2);
    const found = fieldDefect(at / 2, `${name}: ${value}\r\n`.length);
    if (found !== null) return found;
  }
  return null;
}
