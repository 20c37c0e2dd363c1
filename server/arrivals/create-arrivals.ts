/**
 * Checks what arrives in the emission bucket, one object after the other, in the order of arrival. Short results are
 * kept of all, whole reports of the latest; an older one is made again when it is asked for.
 */
import type { Report } from '../../specs/report.js';
import type { WatchedStore } from '../admin/events/watch-store.js';
import type { StoredObject } from '../s3/object-store.js';
import type { Arrival } from './arrival.js';
import { checked, waiting } from './arrival-states.js';
import { UnjudgedError } from './judge.js';
import type { Judge, JudgedObject } from './judge.js';

export interface Arrivals {
  /** In the order in which they were stored. */
  readonly list: () => readonly Arrival[];
  /** The report on one object, made now if need be; null: there is no such object. Rejects with `UnjudgedError`. */
  readonly report: (key: string) => Promise<Report | null>;
  /** Told of each change; returns what ends it. A listener must not throw. */
  readonly subscribe: (listener: (arrival: Arrival) => void) => () => void;
  /** Takes up what lies in the bucket already. */
  readonly begin: () => Promise<void>;
  /** Resolves when nothing waits any more. */
  readonly settled: () => Promise<void>;
  /** Nothing is begun any more; resolves when what was begun has ended. */
  readonly close: () => Promise<void>;
}

export interface ArrivalsOptions {
  readonly judge: Judge;
  readonly store: WatchedStore;
  readonly bucket: string;
}

/** Results kept; older ones make room. */
const KEPT = 20_000;
/** Whole reports kept. */
const REPORTS = 200;
const PAGE = 1_000;

export function createArrivals({ judge, store, bucket }: ArrivalsOptions): Arrivals {
  const arrivals = new Map<string, Arrival>();
  const reports = new Map<string, Report>();
  const queue: string[] = [];
  const listeners = new Set<(arrival: Arrival) => void>();
  let running: Promise<void> | null = null;
  let closed = false;

  const put = (arrival: Arrival): void => {
    arrivals.set(arrival.key, arrival);
    trim(arrivals, KEPT);
    for (const listener of listeners) listener(arrival);
  };
  const check = async (key: string): Promise<Report | null> => {
    const arrival = arrivals.get(key);
    if (arrival === undefined) return null;
    put({ ...arrival, state: 'checking' });
    try {
      const report = await judge.checkObject(objectOf(store, bucket, key));
      // It was deleted or replaced meanwhile: nobody asks for this report any more.
      if (arrivals.get(key)?.etag !== arrival.etag) return null;
      reports.delete(key);
      reports.set(key, report);
      trim(reports, REPORTS);
      put(checked(arrival, report));
      return report;
    } catch (error) {
      if (arrivals.get(key)?.etag === arrival.etag)
        put({ ...arrival, state: 'unchecked', reason: reasonOf(error) });
      throw new UnjudgedError(reasonOf(error), { cause: error });
    }
  };
  const drain = async (): Promise<void> => {
    for (let key = queue.shift(); key !== undefined && !closed; key = queue.shift()) {
      const state = arrivals.get(key)?.state;
      // What went wrong is told in the list.
      if (state === 'waiting') await check(key).catch(() => null);
    }
    running = null;
  };
  const add = (object: StoredObject): void => {
    if (closed) return;
    arrivals.delete(object.key);
    reports.delete(object.key);
    put(waiting(object));
    queue.push(object.key);
    running ??= drain();
  };
  const stop = store.subscribe((change) => {
    if (change.kind === 'stored' && change.object.bucket === bucket) add(change.object);
    if (change.kind === 'deleted' && change.bucket === bucket) {
      arrivals.delete(change.key);
      reports.delete(change.key);
    }
  });
  return {
    list: () => [...arrivals.values()],
    report: async (key) => {
      await running;
      return reports.get(key) ?? check(key);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin: async () => {
      for (const object of await everyObject(store, bucket, KEPT)) if (!arrivals.has(object.key)) add(object);
    },
    settled: async () => {
      while (running !== null) await running;
    },
    close: async () => {
      closed = true;
      stop();
      await running;
    },
  };
}

const reasonOf = (error: unknown): string =>
  error instanceof UnjudgedError ? error.message : 'cqube-conform failed on this object; that is its defect';

/** The oldest make room. */
function trim(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

export const objectOf = (store: WatchedStore, bucket: string, key: string): JudgedObject => ({
  key,
  open: async () => (await store.get(bucket, key))?.content ?? null,
});

/** By the time at which they were stored. `most`: how many at most. */
export async function everyObject(
  store: WatchedStore,
  bucket: string,
  most: number,
): Promise<readonly StoredObject[]> {
  const all: StoredObject[] = [];
  for (let after = '', more = true; more && all.length < most;) {
    const { objects, truncated } = await store.list(bucket, { prefix: '', after, limit: PAGE });
    all.push(...objects);
    after = objects.at(-1)?.key ?? after;
    more = truncated && objects.length > 0;
  }
  return all.toSorted((one, other) => one.lastModified - other.lastModified);
}
