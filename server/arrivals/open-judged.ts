/** The kit put to work on a server's emission bucket. */
import type { Clock } from '../clock.js';
import type { WatchedStore } from '../admin/events/watch-store.js';
import type { Journal } from '../journal/journal.js';
import { createArrivals } from './create-arrivals.js';
import type { Arrivals } from './create-arrivals.js';
import type { Judge } from './judge.js';
import { noJudge } from './no-judge.js';
import { createVerdicts } from './verdicts.js';
import type { Verdicts } from './verdicts.js';

export interface JudgedParts {
  /** null: no kit was given. */
  readonly judge: Judge | null;
  readonly store: WatchedStore;
  readonly bucket: string;
  readonly journal: Journal;
  readonly clock: Clock;
  /** What lies in the bucket at the start is checked too; not where that is somebody else's, and may be a lot. */
  readonly fromStart: boolean;
}

export interface Judged {
  readonly judge: Judge;
  readonly arrivals: Arrivals;
  readonly verdicts: Verdicts;
}

export function openJudged({ fromStart, ...parts }: JudgedParts): Judged {
  const { store, bucket, journal, clock } = parts;
  const judge = parts.judge ?? noJudge;
  const arrivals = createArrivals({ judge, store, bucket });
  // A store that cannot be listed tells so to whoever asks for its objects.
  if (fromStart) arrivals.begin().catch(() => undefined);
  return { judge, arrivals, verdicts: createVerdicts({ judge, store, bucket, journal, clock }) };
}
