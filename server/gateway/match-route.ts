/** The one route that a cQube server configures in Kong. */

/**
 * Prefixes of the normalised path; whether an endpoint really exists there is the application's business. One of the
 * eleven that cQube lists is a repetition, and `/data/download` alone would cover three of them.
 */
export const ROUTE_PREFIXES = [
  '/data/upload-url',
  '/data/download_url',
  '/data/download_uri',
  '/data/list_s3_files',
  '/data/download',
  '/data/list_s3_buckets',
  '/data/list_log_files',
  '/data/log-download',
  '/data/infra_weights',
  '/data/infra_score',
] as const;

export interface RoutedRequest {
  readonly method: string;
  /** Normalised. */
  readonly path: string;
  /** The Host header; the port in it does not count. */
  readonly host: string;
}

/** @param routeHost the server's private IPv4 in production; null takes any Host. */
export function matchesRoute({ method, path, host }: RoutedRequest, routeHost: string | null): boolean {
  if (method !== 'GET' && method !== 'POST') return false;
  if (routeHost !== null && withoutPort(host) !== withoutPort(routeHost)) return false;
  return ROUTE_PREFIXES.some((prefix) => path.startsWith(prefix));
}

function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}
