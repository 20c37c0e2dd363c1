/** What the kit says of everything so far: of the exchanges, and of the emission as a whole. */
import type { JournalEntry } from '../../specs/journal.js';
import type { Finding, Report } from '../../specs/report.js';
import type { WatchedStore } from '../admin/events/watch-store.js';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal/journal.js';
import type { StoredObject } from '../s3/object-store.js';
import { everyObject, toBeJudged } from './listed-objects.js';
import type { ExchangesToJudge, Judge } from './judge.js';

export interface Verdicts {
  readonly exchanges: () => readonly Finding[];
  /** Made anew if anything has changed; who asks meanwhile gets the same. Rejects with `UnjudgedError`. */
  readonly report: () => Promise<Report>;
}

export interface VerdictsOptions {
  readonly judge: Judge;
  readonly store: WatchedStore;
  readonly bucket: string;
  readonly journal: Journal;
  readonly clock: Clock;
}

const PAGE = 1_000;
/** Objects that one report is about. */
const MOST = 20_000;

export function createVerdicts(options: VerdictsOptions): Verdicts {
  const { judge, journal, store, bucket } = options;
  let making: Promise<Report> | null = null;
  let made: { readonly of: string; readonly report: Report } | null = null;
  const make = async (): Promise<Report> => {
    await journal.settled();
    const objects = await everyObject(store, bucket, MOST);
    const exchanges = toJudge(options);
    const of = stampOf(objects, exchanges);
    if (made?.of === of) return made.report;
    const report = await judge.checkAll(
      objects.map(({ key }) => toBeJudged(store, bucket, key)),
      exchanges,
    );
    made = { of, report };
    return report;
  };
  return {
    exchanges: () => judge.judgeExchanges(toJudge(options)),
    report: () => {
      making ??= make().finally(() => {
        making = null;
      });
      return making;
    },
  };
}

function toJudge({ journal, clock }: VerdictsOptions): ExchangesToJudge {
  const entries: JournalEntry[] = [];
  let evicted = 0;
  for (let after = 0, more = true; more;) {
    const page = journal.query({ after, limit: PAGE });
    entries.push(...page.entries);
    ({ more, evicted } = page);
    after = page.entries.at(-1)?._cqube.seq ?? after;
  }
  return { entries, whole: evicted === 0, now: clock.now() };
}

/** Two that are equal are of the same things. */
const stampOf = (objects: readonly StoredObject[], { entries }: ExchangesToJudge): string =>
  JSON.stringify([
    entries.length,
    entries[0]?._cqube.seq ?? 0,
    entries.at(-1)?._cqube.seq ?? 0,
    Math.max(0, ...entries.slice(-PAGE).map(({ _cqube }) => _cqube.ended)),
    objects.map(({ key, etag, lastModified }) => [key, etag, lastModified]),
  ]);
