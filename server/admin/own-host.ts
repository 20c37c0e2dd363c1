/**
 * Names by which a listener may be addressed. A browser sends the name that the author of a page chose, and that name
 * may have been pointed at this machine; an address cannot be.
 */
import { isIP } from 'node:net';

/** `header`: a Host header, with or without a port. `hosts`: names allowed beside addresses and localhost. */
export function isOwnHost(header: string, hosts: readonly string[]): boolean {
  const [, bracketed, plain] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s/@]+))(?::\d{1,5})?$/.exec(header) ?? [];
  if (bracketed !== undefined) return isIP(bracketed) === 6;
  const host = (plain ?? '').toLowerCase();
  return host === 'localhost' || isIP(host) === 4 || hosts.some((own) => own.toLowerCase() === host);
}
