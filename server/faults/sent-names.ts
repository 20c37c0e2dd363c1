/** What `match` looks at: the path, and the name that a request is about, which stands in its body. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExchangeSide } from '../../specs/exchange-step.js';

/** The path as sent and decoded. */
export function namesOfTarget({ url = '' }: IncomingMessage): readonly string[] {
  return [url, decode(url)];
}

/** Of an upload that was stored: its key stands in the address of the object. */
export function namesOfStored(request: IncomingMessage, response: ServerResponse): readonly string[] {
  const location = String(response.getHeader('Location') ?? '');
  return [...namesOfTarget(request), location, decode(location)];
}

const FIELD: Readonly<Record<ExchangeSide, string>> = { api: 'filename', s3: 'key' };

/** `body`: its beginning, as far as it was looked at. */
export function namesOfBody(side: ExchangeSide, request: IncomingMessage, body: Buffer): readonly string[] {
  const field = FIELD[side];
  const text = body.toString('utf8');
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  if (type.startsWith('multipart/')) return partsOf(text, field);
  if (type.startsWith('application/x-www-form-urlencoded')) return new URLSearchParams(text).getAll(field);
  return jsonValues(text, field);
}

/** Bounded on every side: this runs on whatever a client sends. */
function partsOf(text: string, field: string): readonly string[] {
  const part = new RegExp(
    `name="?${field}"?[^\\r\\n]{0,200}\\r\\n(?:[^\\r\\n]{1,200}\\r\\n){0,8}\\r\\n([^\\r\\n]{0,2000})`,
  );
  const [, value] = part.exec(text) ?? [];
  return value === undefined ? [] : [value];
}

function jsonValues(text: string, field: string): readonly string[] {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document !== 'object' || document === null || !Object.hasOwn(document, field)) return [];
    const value: unknown = Reflect.get(document, field);
    return (Array.isArray(value) ? value : [value]).map(String);
  } catch {
    return [];
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
