/** Which route a request is for. */
import { Refusal } from './refusal.js';
import { quoted } from './shape/body.js';
import type { Route } from './shape/route.js';
import { visible } from './visible.js';

export interface Found {
  readonly route: Route;
  /** By the name in the braces, as sent. */
  readonly segments: Readonly<Record<string, string>>;
  readonly search: string;
}

/** `target`: path and query as sent. HEAD is GET without a body. Throws `Refusal`. */
export function findRoute(routes: readonly Route[], method: string, target: string): Found {
  if (!target.startsWith('/')) throw new Refusal(400, 'ask for a path, such as /api/health');
  const [, path = '', search = ''] = /^([^?]*)\??(.*)$/s.exec(target) ?? [];
  const fitting = routes.flatMap((route) => {
    const segments = fit(route.path, path);
    return segments === null ? [] : [{ route, segments, search }];
  });
  const wanted = method === 'HEAD' ? 'GET' : method;
  const found = fitting.find(({ route }) => route.method === wanted);
  if (found !== undefined) return found;
  if (fitting.length === 0) throw new Refusal(404, `there is nothing at ${method} ${shown(path)}`);
  const allowed = fitting.flatMap(({ route }) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]));
  throw new Refusal(405, `${method} is not for this path: it takes ${allowed.join(', ')}`, {
    headers: { Allow: allowed.join(', ') },
  });
}

const shown = (path: string): string => (path.length > 60 ? quoted(path) : visible(path));

function fit(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const segments: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    const segment = given[index] ?? '';
    if (name === undefined ? segment !== part : segment === '') return null;
    if (name !== undefined) segments[name] = segment;
  }
  return segments;
}
