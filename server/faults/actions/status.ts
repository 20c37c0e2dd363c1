/** `status`: another answer instead of the real one. */
import { drainBody } from '../request-body.js';
import type { FaultedExchange, FaultTools, PutToWork } from './action.js';
import { namedByStorage } from './s3-error.js';

/** What Kong 2.8 says by itself; of other statuses, what HTTP calls them. */
const KONG_SAYS: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'no Route matched with those values',
  408: 'Request timeout',
  413: 'Payload too large',
  414: 'URI too long',
  429: 'API rate limit exceeded',
  500: 'An unexpected error occurred',
  502: 'An invalid response was received from the upstream server',
  503: 'The upstream server is currently unavailable',
  504: 'The upstream server is timing out',
};

type Header = readonly [name: string, value: string];

export const status: PutToWork<'status'> = (action, exchange, tools) => {
  const { side, request, tap } = exchange;
  const { status: code } = action;
  const words = KONG_SAYS[code] ?? `status ${code}`;
  const body =
    action.body ?? (side === 'api' && tools.kong && code >= 400 ? JSON.stringify({ message: words }) : '');
  const own: readonly Header[] = [
    ['Date', new Date(tools.clock.now()).toUTCString()],
    ...(body === '' ? [] : [['Content-Type', contentType(body)] as const]),
    ...serverHeaders(exchange, tools),
  ];
  tap.instead({ status: code, headers: merge(own, Object.entries(action.headers ?? {})), body });
  drainBody(request);
};

/** A plan may have each header otherwise. */
function merge(own: readonly Header[], given: readonly Header[]): readonly Header[] {
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  return [...own.filter(([name]) => !names.has(name.toLowerCase())), ...given];
}

function serverHeaders({ side }: FaultedExchange, { kong, random }: FaultTools): readonly Header[] {
  if (side === 's3') return namedByStorage(random);
  if (!kong) return [];
  return [
    ['X-Kong-Response-Latency', '0'],
    ['Server', 'kong/2.8.1'],
  ];
}

/** By its first character, as a browser would guess. */
function contentType(body: string): string {
  if (/^\s*</.test(body)) return 'text/html; charset=utf-8';
  return /^\s*[[{]/.test(body) ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8';
}
