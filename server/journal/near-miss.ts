/** What was probably meant by a request that leads nowhere. */
import { closest } from '../../specs/closest.js';
import { API_ROUTES } from '../../specs/exchange-step.js';
import type { ExchangeSide } from '../../specs/exchange-step.js';

export interface MissedRequest {
  readonly side: ExchangeSide;
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
}

interface Route {
  readonly method: string;
  readonly path: string;
}

const ROUTES: readonly Route[] = API_ROUTES.map((route) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, path };
});

/** Characters of a path that are repeated to whoever sent it. */
const SHOWN = 120;

/** undefined: nothing is close, or nothing was missed. */
export function nearMiss({ side, method, target }: MissedRequest): string | undefined {
  const [path = '', query = ''] = target.replace(/^https?:\/\/[^/?]*/i, '').split(/\?(.*)/s);
  const said = `${method === 'POST' ? 'you posted to' : `you sent ${method}`} ${shortened(path)}`;
  if (side === 's3') return formByObject(said, method, path, query);
  const route = meantRoute(method, path);
  return route === undefined ? undefined : `${said}; the route is ${route.method} ${route.path}`;
}

const shortened = (path: string): string => (path.length > SHOWN ? `${path.slice(0, SHOWN)}…` : path);

/** Of a signed request's POSTs to objects each has one of these. */
const SUBRESOURCE = /(?:^|&)(?:uploads|uploadId|select|restore|delete)(?:=|&|$)/;

function formByObject(said: string, method: string, path: string, query: string): string | undefined {
  const [, bucket = '', key = ''] = /^\/([^/]+)\/(.+)$/s.exec(path) ?? [];
  if (ROUTES.some((route) => route.method === method && route.path === path))
    return `${said} of storage; the emission API listens on another port`;
  if (method !== 'POST' || key === '' || SUBRESOURCE.test(query)) return undefined;
  return `${said}; a form is posted to /${shortened(bucket)}/, and the object's key is its field "key"`;
}

function meantRoute(method: string, path: string): Route | undefined {
  if (ROUTES.some((route) => route.method === method && route.path === path)) return undefined;
  const last = nameOf(path);
  const exact = ROUTES.filter((route) => nameOf(route.path) === last);
  const [name] =
    exact.length > 0
      ? [last]
      : closest(
          last,
          ROUTES.map((route) => nameOf(route.path)),
        );
  const named = ROUTES.filter((route) => nameOf(route.path) === name);
  return named.find((route) => route.method === method) ?? named[0];
}

/** The last part that is not empty. */
const nameOf = (path: string): string =>
  path
    .slice(0, 1_000)
    .split('/')
    .findLast((part) => part !== '') ?? '';
