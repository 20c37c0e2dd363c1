/** Handlers whose exchanges are watched, numbered in the order in which they begin, and told when they have ended. */
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { JournalEntry } from '../../specs/journal.js';
import type { Clock } from '../clock.js';
import type { Journal } from './journal.js';
import { BODY_BYTES } from './limits.js';
import { makeEntry } from './make-entry.js';
import { requestBodyLimit } from './read-body.js';
import { type OpenExchange, watchExchange } from './watch-exchange.js';

export interface RecorderOptions {
  readonly clock: Clock;
  /** The number of the next exchange. */
  readonly nextSeq: () => number;
  readonly onEntry: (entry: JournalEntry) => void;
  readonly onNotice: (notice: string) => void;
}

export interface Recorder extends Pick<Journal, 'record'> {
  /** Resolves when every exchange that has ended by now has been told. */
  readonly settled: () => Promise<void>;
  /** Requests are handled as before, and nobody is told. */
  readonly stop: () => void;
}

export function createRecorder({ clock, nextSeq, onEntry, onNotice }: RecorderOptions): Recorder {
  const open = new Set<OpenExchange>();
  const nameOf = createConnectionNames();
  let stopped = false;
  /** Whatever is wrong with us is no affair of the client's. */
  const attempt = (action: () => void): void => {
    if (stopped) return;
    try {
      action();
    } catch (error) {
      onNotice(`an exchange could not be put down in the journal: ${String(error)}`);
    }
  };
  const watch: Journal['record'] = (side, origin) => (request, response) => {
    const place = { seq: nextSeq(), side, connection: nameOf(request.socket) };
    const { method = '', headers } = request;
    const exchange = watchExchange(request, response, {
      clock,
      requestLimit: requestBodyLimit(side, method, headers['content-type'] ?? ''),
      responseLimit: BODY_BYTES,
      onEnd: (watched) => {
        open.delete(exchange);
        attempt(() => onEntry(makeEntry({ ...place, origin: origin() }, watched)));
      },
    });
    open.add(exchange);
  };
  return {
    record: (side, origin, handler) => {
      const begin = watch(side, origin, handler);
      return (request, response) => {
        attempt(() => begin(request, response));
        handler(request, response);
      };
    },
    settled: async () => {
      // Two turns, so that what has reached this machine has been looked at.
      await setImmediate();
      await setImmediate();
      await Promise.all([...open].filter(({ isEnding }) => isEnding()).map(({ done }) => done));
    },
    stop: () => {
      stopped = true;
    },
  };
}

/** `1`, `2` … in the order in which connections are seen first. */
function createConnectionNames(): (socket: Socket) => string {
  const names = new WeakMap<Socket, string>();
  let last = 0;
  return (socket) => {
    const known = names.get(socket);
    if (known !== undefined) return known;
    last += 1;
    names.set(socket, String(last));
    return String(last);
  };
}
