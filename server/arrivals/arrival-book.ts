/** What is known of arrivals: short results of all, whole reports of the latest. */
import type { Report } from '../../specs/report.js';
import type { Arrival } from './arrival.js';

export interface ArrivalBook {
  readonly get: (key: string) => Arrival | undefined;
  /** In the order in which they were stored. */
  readonly list: () => readonly Arrival[];
  /** Whoever listens is told. */
  readonly put: (arrival: Arrival) => void;
  readonly drop: (key: string) => void;
  readonly report: (key: string) => Report | undefined;
  readonly keepReport: (key: string, report: Report) => void;
  /** Returns what ends it. A listener must not throw. */
  readonly subscribe: (listener: (arrival: Arrival) => void) => () => void;
}

/** Results kept; older ones make room. */
export const KEPT = 20_000;
/** Whole reports kept. */
const REPORTS = 200;

export function createBook(): ArrivalBook {
  const arrivals = new Map<string, Arrival>();
  const reports = new Map<string, Report>();
  const listeners = new Set<(arrival: Arrival) => void>();
  return {
    get: (key) => arrivals.get(key),
    list: () => [...arrivals.values()],
    put: (arrival) => {
      arrivals.set(arrival.key, arrival);
      trim(arrivals, KEPT);
      for (const listener of listeners) listener(arrival);
    },
    drop: (key) => {
      arrivals.delete(key);
      reports.delete(key);
    },
    report: (key) => reports.get(key),
    keepReport: (key, report) => {
      reports.delete(key);
      reports.set(key, report);
      trim(reports, REPORTS);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The oldest make room. */
function trim(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
