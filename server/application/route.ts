/** From a path to an endpoint, or to what the application answers without one. */
import { allowedMethods, readMethod } from './allowed-methods.js';
import { type Answer, HTML, textAnswer } from './answer.js';
import type { Endpoint } from './endpoint.js';
import { errorPage, redirectPage } from './error-page.js';
import type { RequestTarget } from './request/target.js';

export type Route =
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint }
  | { readonly kind: 'answer'; readonly answer: Answer };

/** `base`: scheme and host as the client called them, for the redirect of a path with doubled slashes. */
export function findRoute(
  endpoints: readonly Endpoint[],
  method: string,
  target: RequestTarget,
  base: string,
): Route {
  const path = target.path.replaceAll(/\/{2,}/g, '/');
  const endpoint = endpoints.find((candidate) => matches(candidate.path, path));
  if (!endpoint) return { kind: 'answer', answer: errorPage(404) };
  // Before the method is looked at, and for paths of endpoints only.
  if (path !== target.path) {
    const query = target.query === '' ? '' : `?${target.query}`;
    return { kind: 'answer', answer: redirectPage(`${base}${path}${query}`) };
  }
  const allow = [['Allow', allowedMethods(endpoint)]] as const;
  switch (readMethod(endpoint, method)) {
    case 'answer':
      return { kind: 'endpoint', endpoint };
    case 'options':
      return { kind: 'answer', answer: textAnswer(200, HTML, '', allow) };
    case 'refuse':
      return { kind: 'answer', answer: errorPage(405, null, allow) };
  }
}

function matches(pattern: string, path: string): boolean {
  if (!pattern.endsWith('*')) return pattern === path;
  const prefix = pattern.slice(0, -1);
  return path.startsWith(prefix) && path.length > prefix.length;
}
