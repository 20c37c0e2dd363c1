/** Which methods a path answers, in the order in which the real server was seen to list them. */
import type { Endpoint } from './endpoint.js';

const ALLOW = { GET: 'OPTIONS, HEAD, GET', POST: 'OPTIONS, POST' } as const;

export const allowedMethods = (endpoint: Endpoint): string => ALLOW[endpoint.method];

/** How the application takes a request by its method alone. */
export function readMethod(endpoint: Endpoint, method: string): 'answer' | 'options' | 'refuse' {
  if (method === endpoint.method || (method === 'HEAD' && endpoint.method === 'GET')) return 'answer';
  return method === 'OPTIONS' ? 'options' : 'refuse';
}
