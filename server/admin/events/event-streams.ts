/** All open event streams. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Arrivals } from '../../arrivals/create-arrivals.js';
import type { Every } from '../admin-parts.js';
import type { Journal } from '../../journal/journal.js';
import { Refusal } from '../refusal.js';
import type { ObjectChange, WatchedStore } from './watch-store.js';
import type { AdminEvent } from './admin-event.js';
import { openStream } from './event-stream.js';
import type { EventStream } from './event-stream.js';
import { summaryOf } from './exchange-summary.js';

const HEARTBEAT = 15_000;

export interface EventStreams {
  /** `after`: seq of the last exchange that the reader knows; null: none. Throws `Refusal` where there are too many. */
  readonly open: (request: IncomingMessage, response: ServerResponse, after: number | null) => void;
  readonly tell: (event: AdminEvent) => void;
  readonly close: () => void;
}

export interface EventStreamsOptions {
  readonly journal: Journal;
  readonly store: WatchedStore;
  readonly arrivals: Arrivals;
  readonly every: Every;
  readonly limit: number;
}

export function createEventStreams(options: EventStreamsOptions): EventStreams {
  const { journal, store, arrivals, every, limit } = options;
  const streams = new Set<EventStream>();
  let closed = false;
  let stopBeat: (() => void) | null = null;
  const tell = (event: AdminEvent): void => {
    for (const stream of streams) stream.tell(event);
  };
  const unsubscribe = [
    journal.subscribe((entry) => tell({ event: 'exchange', data: summaryOf(entry) })),
    store.subscribe((change) => tell(objectEvent(change))),
    arrivals.subscribe((arrival) => tell({ event: 'arrival', data: arrival })),
  ];
  const remove = (stream: EventStream): void => {
    streams.delete(stream);
    if (streams.size > 0) return;
    stopBeat?.();
    stopBeat = null;
  };
  return {
    open: (request, response, after) => {
      // It has gone already, and would never be seen to go.
      if (response.destroyed) return;
      if (closed) throw new Refusal(503, 'the server is being closed: start it again');
      if (streams.size >= limit)
        throw new Refusal(503, `there are ${limit} event streams already: close one, and try again`);
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
      response.write('retry: 2000\n\n');
      if (request.method === 'HEAD') return void response.end();
      const stream = openStream(response, journal, after);
      streams.add(stream);
      response.once('close', () => remove(stream));
      stopBeat ??= every(HEARTBEAT, () => {
        for (const each of streams) each.beat();
      });
    },
    tell,
    close: () => {
      closed = true;
      for (const end of unsubscribe) end();
      for (const stream of streams) stream.end();
      stopBeat?.();
      stopBeat = null;
    },
  };
}

function objectEvent(change: ObjectChange): AdminEvent {
  if (change.kind === 'deleted') {
    const { bucket, key } = change;
    return { event: 'object', data: { change: 'deleted', bucket, key } };
  }
  const { bucket, key, bytes } = change.object;
  return { event: 'object', data: { change: 'stored', bucket, key, bytes } };
}
