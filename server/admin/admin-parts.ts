/** The parts of the running server that the admin API shows and changes. */
import type { Judged } from '../arrivals/open-judged.js';
import type { Clock, VirtualClock } from '../clock.js';
import type { Buckets } from '../emission-application.js';
import type { Faults } from '../faults/faults.js';
import type { Credentials } from '../gateway/credentials.js';
import type { Journal } from '../journal/journal.js';
import type { S3Access } from '../s3/signing/signing-key.js';
import type { FaultPlan } from '../../specs/fault-plan.js';
import type { EventStreams } from './events/event-streams.js';
import type { WatchedStore } from './events/watch-store.js';

export type ListenerName = 'api' | 's3' | 'admin';

/** What does not change while the server runs, and what is known once it listens. */
export interface ServerFacts {
  readonly version: string;
  /** Milliseconds since 1970, by the server's clock: tells one run from the next. */
  readonly startedAt: number;
  readonly gateway: 'kong' | 'none';
  readonly uploadUrls: 'one-time' | 'until-expiry';
  readonly region: string;
  readonly buckets: Buckets;
  /** Addresses of the listeners that listen by now: the API's with `/data`, origins of the others. */
  readonly addresses: () => Readonly<Partial<Record<ListenerName, string>>>;
  /** A token in force for who tries it out; null: there is no gateway. */
  readonly token: string | null;
  /** What S3 clients sign with. */
  readonly s3Access: S3Access;
  /** Path of the certificate to be trusted; null: no TLS. */
  readonly caFile: string | null;
}

/** Makes a plan of JSON that somebody sent. */
export type ReadPlan = (json: unknown) =>
  | { readonly kind: 'plan'; readonly plan: FaultPlan }
  /** Each one line: what is wrong, and the mend. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

export interface AdminOptions {
  /** Host names, beside addresses and localhost, by which the listener may be addressed. */
  readonly hosts: readonly string[];
  readonly facts: ServerFacts;
  readonly credentials: Credentials;
  /** Called after a credential was made or revoked, and waited for before the answer. */
  readonly onChange: () => Promise<void>;
  readonly store: WatchedStore;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly readPlan: ReadPlan;
  readonly clock: VirtualClock;
  /** The kit at work on what arrives. */
  readonly judged: Judged;
  /** Forgets how often upload forms were given out and used. */
  readonly forgetForms: () => void;
  /** Calls again and again until what it returns is called. Default: by real time. */
  readonly every?: Every;
  /** Event streams at most. Default 50. */
  readonly streamLimit?: number;
}

export type Every = (milliseconds: number, action: () => void) => () => void;

export interface AdminParts extends AdminOptions {
  readonly events: EventStreams;
}

/** ISO 8601, UTC. */
export const isoNow = (clock: Clock): string => new Date(clock.now()).toISOString();
