/**
 * Our own listener, beside those that imitate cQube: what the server holds and has seen, and the levers of a test. JSON
 * in and out.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { servePage } from '../ui/serve-page.js';
import type { RequestHandler } from '../request-handler.js';
import type { AdminOptions, AdminParts, Every } from './admin-parts.js';
import { findRoute } from './dispatch.js';
import { createEventStreams } from './events/event-streams.js';
import { refuseStrangers, setSafeHeaders } from './guard.js';
import { readBody } from './read-body.js';
import { readPath, readQuery } from './read-query.js';
import { adminRoutes } from './routes/index.js';
import { sendAnswer, sendFailure } from './send-answer.js';

export interface Admin {
  readonly handler: RequestHandler;
  /** Ends the event streams, which would keep the listener from closing; to be called before its `close`. */
  readonly close: () => void;
}

const STREAM_LIMIT = 50;

const byRealTime: Every = (milliseconds, action) => {
  const timer = setInterval(action, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
};

export function createAdmin(options: AdminOptions): Admin {
  const { journal, store, judged, every = byRealTime, streamLimit = STREAM_LIMIT } = options;
  const events = createEventStreams({
    journal,
    store,
    arrivals: judged.arrivals,
    every,
    limit: streamLimit,
  });
  const parts: AdminParts = { ...options, events };
  return {
    handler: (request, response) => {
      serve(parts, request, response).catch((error: unknown) => sendFailure(request, response, error));
    },
    close: events.close,
  };
}

async function serve(parts: AdminParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  setSafeHeaders(response);
  refuseStrangers(request, parts.hosts);
  if (servePage(request, response)) return;
  const { route, segments, search } = findRoute(adminRoutes, request.method ?? '', request.url ?? '');
  const call = {
    path: readPath(route.inPath, segments),
    query: readQuery(route.inQuery, search),
    body: await readBody(request, route.body),
    headers: request.headers,
  };
  await sendAnswer(request, response, await route.handle(call, parts));
}
