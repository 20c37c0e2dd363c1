/**
 * Checks what arrives in the emission bucket, one object after the other, in the order of arrival. Short results are
 * kept of all, whole reports of the latest; an older one is made again when it is asked for.
 */
import type { Report } from '../../specs/report.js';
import type { WatchedStore } from '../admin/events/watch-store.js';
import type { StoredObject } from '../s3/object-store.js';
import { createBook, KEPT } from './arrival-book.js';
import type { ArrivalBook } from './arrival-book.js';
import { checked, unchecked, waiting } from './arrival-states.js';
import type { Arrival } from './arrival.js';
import { UnjudgedError } from './judge.js';
import type { Judge } from './judge.js';
import { everyObject, toBeJudged } from './listed-objects.js';
import { NOT_CHECKED } from './no-judge.js';

export interface Arrivals extends Pick<ArrivalBook, 'list' | 'subscribe'> {
  /** The report on one object, made now if need be; null: there is no such object. Rejects with `UnjudgedError`. */
  readonly report: (key: string) => Promise<Report | null>;
  /** Takes up what lies in the bucket already. Rejects as the store does. */
  readonly begin: () => Promise<void>;
  /** Nothing is begun any more; resolves when what was begun has ended. */
  readonly close: () => Promise<void>;
}

export interface ArrivalsOptions {
  readonly judge: Judge;
  readonly store: WatchedStore;
  readonly bucket: string;
}

export function createArrivals(options: ArrivalsOptions): Arrivals {
  const { store, bucket, judge } = options;
  const book = createBook();
  const turns = createTurns();
  const add = (object: StoredObject): void => {
    book.drop(object.key);
    if (!judge.checks) return book.put(unchecked(waiting(object), NOT_CHECKED));
    book.put(waiting(object));
    // What goes wrong is told in the book. One that was replaced meanwhile has had its turn already, or has one later.
    turns
      .add(async () => {
        if (book.get(object.key)?.state === 'waiting') await check(object.key, book, options);
      })
      .catch(() => undefined);
  };
  const stop = store.subscribe((change) => {
    if (change.kind === 'stored' && change.object.bucket === bucket) add(change.object);
    if (change.kind === 'deleted' && change.bucket === bucket) book.drop(change.key);
  });
  return {
    list: book.list,
    subscribe: book.subscribe,
    report: async (key) => book.report(key) ?? turns.add(() => check(key, book, options)),
    begin: async () => {
      for (const object of await everyObject(store, bucket, KEPT))
        if (book.get(object.key) === undefined) add(object);
    },
    close: () => {
      stop();
      return turns.close();
    },
  };
}

/** null: there is no such object, or no longer. Rejects with `UnjudgedError`. */
async function check(
  key: string,
  book: ArrivalBook,
  { judge, store, bucket }: ArrivalsOptions,
): Promise<Report | null> {
  const arrival = book.get(key);
  if (arrival === undefined) return null;
  const known = book.report(key);
  if (known !== undefined) return known;
  const isSame = (): boolean => book.get(key)?.etag === arrival.etag;
  const tell = (state: Arrival): void => {
    // It was deleted or replaced meanwhile: nobody asks for this any more.
    if (isSame()) book.put(state);
  };
  tell({ ...arrival, state: 'checking' });
  try {
    const report = await judge.checkObject(toBeJudged(store, bucket, key));
    if (!isSame()) return null;
    book.keepReport(key, report);
    tell(checked(arrival, report));
    return report;
  } catch (error) {
    const reason =
      error instanceof UnjudgedError
        ? error.message
        : 'cqube-conform failed on this object; that is its defect';
    tell(unchecked(arrival, reason));
    throw new UnjudgedError(reason, { cause: error });
  }
}

interface Turns {
  /** Resolves or rejects as the task does, after all those before it. Rejects with `UnjudgedError` after `close`. */
  readonly add: <Result>(task: () => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
}

/** One after the other. */
function createTurns(): Turns {
  const state = { closed: false };
  let last: Promise<unknown> = Promise.resolve();
  return {
    add: (task) => {
      const turn = last.then(() => {
        if (state.closed) throw new UnjudgedError('the server is being closed: start it again');
        return task();
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    close: async () => {
      state.closed = true;
      await last;
    },
  };
}
