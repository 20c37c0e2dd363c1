/**
 * A request's headers as they came. `request.headers` keeps only the first of some doubled ones, and joins the others
 * in ways of its own; a signature covers all of them.
 */
import type { IncomingMessage } from 'node:http';

/** By lower-case name: every value in the order of the wire. One character a byte. */
export type RequestHeaders = ReadonlyMap<string, readonly string[]>;

export function readHeaders({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): RequestHeaders {
  const headers = new Map<string, string[]>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    const values = headers.get(name.toLowerCase());
    if (values === undefined) headers.set(name.toLowerCase(), [value]);
    else values.push(value);
  }
  return headers;
}

/** All values of a header, joined with commas; null: it is not there. */
export const headerValue = (headers: RequestHeaders, name: string): string | null =>
  headers.get(name)?.join(',') ?? null;
