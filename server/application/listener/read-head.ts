/** What gunicorn says to the beginning of a request that Node's parser has refused. */
import { representString } from '../python/to-text.js';
import { badLine, fieldDefect, lineDefect } from './head-limits.js';

export type Head =
  | { readonly kind: 'refused'; readonly text: string }
  | {
      /** gunicorn would hand it to the application. */
      readonly kind: 'accepted';
      readonly method: string;
      readonly target: string;
      readonly host: string | null;
    };

const refused = (text: string): Head => ({ kind: 'refused', text });

/** null: the head is not complete. */
export function readHead(bytes: Uint8Array): Head | null {
  const text = Buffer.from(bytes).toString('latin1');
  const end = text.indexOf('\r\n');
  const defect = lineDefect(end < 0 ? text.length - 2 : end);
  if (defect !== null) return refused(defect);
  if (end < 0) return null;
  const line = readLine(text.slice(0, end));
  if (line.kind === 'refused') return line;
  const rest = text.slice(end + 2);
  if (rest.startsWith('\r\n')) return line;
  const headEnd = rest.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  return readHeaders(line, rest.slice(0, headEnd).split('\r\n'));
}

function readLine(line: string): Head {
  const [, method, target, version] = /^\s*(\S+)\s+(\S+)\s+(.*\S)/s.exec(line) ?? [];
  if (method === undefined || target === undefined || version === undefined) {
    return refused(badLine(line));
  }
  if (!/^[$-_]{3}/.test(method)) {
    return refused(`Invalid Method 'Invalid HTTP method: ${representString(method)}'`);
  }
  if (!/^HTTP\/\d+\.\d+/.test(version)) {
    return refused(`Invalid HTTP Version 'Invalid HTTP Version: ${representString(version)}'`);
  }
  return { kind: 'accepted', method: method.toUpperCase(), target, host: null };
}

type Accepted = Extract<Head, { kind: 'accepted' }>;

function readHeaders(line: Accepted, lines: readonly string[]): Head {
  let host: string | null = null;
  const lengths: string[] = [];
  const fields = unfold(lines);
  for (const [index, field] of fields.entries()) {
    const tooMany = fieldDefect(index, 0);
    if (tooMany !== null) return refused(tooMany);
    const colon = field.indexOf(':');
    if (colon < 0) return refused(`Invalid HTTP Header: ${representString(field.trim())}`);
    const name = field.slice(0, colon).toUpperCase();
    if (/[\u0000-\u001f\u007f()<>@,;:[\]={} \t\\"]/.test(name)) {
      return refused(`Invalid HTTP header name: ${representString(name)}`);
    }
    const tooLong = fieldDefect(index, field.length + 2);
    if (tooLong !== null) return refused(tooLong);
    const value = field.slice(colon + 1).trim();
    if (name === 'HOST') host = value;
    if (name === 'CONTENT-LENGTH') lengths.push(value);
  }
  if (lengths.length > 1 || !lengths.every((length) => /^\+?\d+$/.test(length))) {
    return refused("Invalid HTTP Header: 'CONTENT-LENGTH'");
  }
  return { ...line, host };
}

/** A line that begins with a blank goes on with the one before. */
function unfold(lines: readonly string[]): string[] {
  const fields: string[] = [];
  for (const line of lines) {
    if (/^[ \t]/.test(line) && fields.length > 0) fields.push(`${fields.pop() ?? ''}\r\n${line}`);
    else fields.push(line);
  }
  return fields;
}
