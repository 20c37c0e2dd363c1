/** Answers requests for the page, before the API is asked. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pageFile } from './page-files.js';

/** false: it is no request for the page. */
export function servePage(request: IncomingMessage, response: ServerResponse): boolean {
  const { method = '', url = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') return false;
  const file = pageFile(url.replace(/\?.*$/s, ''));
  if (file === undefined) return false;
  response.setHeader('Content-Type', file.type);
  response.setHeader('Content-Length', file.content.length);
  if (file.policy !== null) response.setHeader('Content-Security-Policy', file.policy);
  response.end(method === 'HEAD' ? undefined : file.content);
  return true;
}
