/**
 * Keeps what the page knows current, by the server's event stream. When that is opened again, what it does not repeat is
 * asked for anew, so that nothing is lost by a break.
 */
import { openEventSource } from './event-source.js';
import { nothingYet } from './live-state.js';
import type { Live } from './live-state.js';
import { askArrivals, askBasics, askFaults, askVerdicts, dropForgotten } from './questions.js';
import { receiveEvent } from './receive-event.js';
import { throttled } from './throttled.js';

export interface LiveStore {
  readonly current: () => Live;
  readonly subscribe: (listener: () => void) => () => void;
  /** Opens the stream, and opens it again whenever it ends. */
  readonly start: () => void;
  /** Asks for everything anew that the stream does not repeat. */
  readonly refresh: () => Promise<void>;
}

/** Milliseconds between two questions of a kind; `late`: until what may still come right has not. */
const PAUSE = { verdicts: 600, faults: 200, late: 11_000 } as const;

export function createLive(): LiveStore {
  const live = nothingYet();
  const { changed, subscribe } = createFrames(() => (live.version += 1));
  /** What cannot be had now is asked for again when the stream is back. */
  const quietly = async (action: () => Promise<void>): Promise<void> => {
    await action().catch(() => undefined);
    changed();
  };
  const verdicts = throttled(PAUSE.verdicts, () => quietly(() => askVerdicts(live)));
  const lateVerdicts = throttled(PAUSE.late, verdicts);
  const faults = throttled(PAUSE.faults, () => quietly(() => askFaults(live)));
  const refresh = async (): Promise<void> => {
    await quietly(async () => {
      if (await askBasics(live)) restart();
    });
    await quietly(() => dropForgotten(live));
    live.objectChanges += 1;
    faults();
    verdicts();
    await quietly(() => askArrivals(live));
  };
  const stream = openEventSource({
    last: () => live.exchanges.at(-1)?.seq ?? 0,
    receive: (event) => {
      const wanted = receiveEvent(live, event);
      if (wanted.includes('faults')) faults();
      if (wanted.includes('verdicts')) {
        verdicts();
        lateVerdicts();
      }
      if (wanted.includes('everything')) void refresh();
      changed();
    },
    connection: (state) => {
      live.connection = state;
      changed();
      if (state === 'live') void refresh();
    },
  });
  /** Another run of the server counts its exchanges anew. */
  const restart = (): void => {
    live.exchanges.length = 0;
    live.evicted = 0;
    live.arrivals.clear();
    stream.reopen();
  };
  return { current: () => live, subscribe, start: stream.reopen, refresh };
}

/** However much happens, it is shown once a frame. */
function createFrames(count: () => void): {
  readonly changed: () => void;
  readonly subscribe: LiveStore['subscribe'];
} {
  const listeners = new Set<() => void>();
  let frame = 0;
  return {
    changed: () => {
      count();
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        for (const listener of listeners) listener();
      });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
