/** Names by which a listener may be addressed: a browser sends the name that the page's author chose. */

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** `header`: a Host header, with or without a port. `hosts`: names allowed beside those of loopback. */
export function isOwnHost(header: string, hosts: readonly string[]): boolean {
  const [, name = ''] = /^(\[[0-9a-fA-F:.]+\]|[^:[\]\s/@]+)(?::\d{1,5})?$/.exec(header) ?? [];
  const host = name.toLowerCase();
  return LOOPBACK.test(host) || hosts.some((own) => own.toLowerCase() === host);
}
