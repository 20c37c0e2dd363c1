/** What a route answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

type Headers = Readonly<Record<string, string>>;

export type Answer =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text'; readonly headers: Headers; readonly text: string }
  /** Read to its end, or destroyed. */
  | { readonly kind: 'stream'; readonly headers: Headers; readonly content: Readable }
  /** It writes its answer by itself, over time. */
  | { readonly kind: 'live'; readonly open: (request: IncomingMessage, response: ServerResponse) => void };

export const ok = (body: unknown): Answer => ({ kind: 'json', status: 200, body });

export const NOTHING: Answer = { kind: 'nothing' };
