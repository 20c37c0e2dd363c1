/**
 * Who is served at all. The listener holds tokens, so it answers only who addresses it by one of its own names (a page
 * elsewhere whose host name was pointed here does not), and no page of another origin, port or scheme.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { isOwnHost } from './own-host.js';
import { Refusal } from './refusal.js';

/** On every answer. No `Access-Control-` header is ever among them. */
export function setSafeHeaders(response: ServerResponse): void {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  );
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
}

/** Throws `Refusal`. */
export function refuseStrangers({ headers, socket }: IncomingMessage, hosts: readonly string[]): void {
  const { host, origin } = headers;
  if (host === undefined || !isOwnHost(host, hosts))
    throw new Refusal(421, 'this listener is addressed by its own names only, such as 127.0.0.1');
  const scheme = socket instanceof TLSSocket ? 'https' : 'http';
  if (origin !== undefined && origin.toLowerCase() !== `${scheme}://${host.toLowerCase()}`)
    throw new Refusal(403, 'pages of another origin have no access: use a page of this address');
  // Told by browsers where no origin is: images, scripts, links of other pages. `none`: typed by a person.
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Refusal(403, 'pages of another site have no access: open this address by itself');
}
