/** What is held back: until its time, until somebody lets it go, or until the client leaves. */
import type { ServerResponse } from 'node:http';
import { resetConnection } from './connection.js';

/** Real time; tests may have another. Returns what ends it early. */
export interface Timers {
  readonly after: (milliseconds: number, action: () => void) => () => void;
}

export const REAL_TIMERS: Timers = {
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

export interface Waits {
  /**
   * Calls `go` after so many milliseconds (null: never), at once when it is let go, and not at all when the client of
   * this answer leaves first.
   */
  readonly hold: (
    response: ServerResponse,
    milliseconds: number | null,
    go: (why: 'time' | 'let-go') => void,
  ) => void;
  readonly letGo: () => void;
  /** Resets the connections of all that waits. */
  readonly cut: () => void;
  /** How many wait. */
  readonly size: () => number;
}

interface Wait {
  readonly response: ServerResponse;
  readonly end: () => void;
  readonly go: (why: 'time' | 'let-go') => void;
}

export function createWaits(timers: Timers): Waits {
  const waits = new Set<Wait>();
  return {
    hold: (response, milliseconds, go) => {
      const end = (): void => {
        waits.delete(wait);
        stop();
        response.off('close', end);
      };
      const finish = (why: 'time' | 'let-go'): void => {
        end();
        go(why);
      };
      const wait: Wait = { response, end, go: finish };
      const stop = milliseconds === null ? () => {} : timers.after(milliseconds, () => finish('time'));
      waits.add(wait);
      response.once('close', end);
    },
    letGo: () => {
      // What is begun by this is not meant.
      const now = [...waits];
      for (const { go } of now) go('let-go');
    },
    cut: () => {
      for (const { response, end } of waits) {
        end();
        resetConnection(response.req.socket);
      }
    },
    size: () => waits.size,
  };
}
