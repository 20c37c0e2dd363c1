/** What the page knows of the server. */
import type { ClockState } from '../../../admin/events/admin-event.js';
import type { ExchangeSummary } from '../../../admin/events/exchange-summary.js';
import type { Arrival } from '../../../arrivals/arrival.js';
import type { Finding } from '../../../../specs/report.js';
import type { Faults, Info, RuleText, Sources } from '../api/shapes.js';

export interface Live {
  readonly connection: 'connecting' | 'live' | 'lost';
  readonly info: Info | null;
  /** By number, oldest first. The array is changed in place; `version` tells when. */
  readonly exchanges: readonly ExchangeSummary[];
  /** The server had to forget so many before they were told. */
  readonly evicted: number;
  /** By key, in the order of arrival. */
  readonly arrivals: ReadonlyMap<string, Arrival>;
  /** Rules that exchanges broke. */
  readonly verdicts: readonly Finding[];
  readonly rules: ReadonlyMap<string, RuleText>;
  readonly sources: Sources | null;
  readonly faults: Faults | null;
  readonly clock: ClockState | null;
  /** Changes with every object that is stored or deleted, in whichever bucket. */
  readonly objectChanges: number;
  /** Changes with everything. */
  readonly version: number;
}

/** The same to those that keep it current. */
export type LiveState = { -readonly [Name in keyof Live]: Live[Name] } & {
  exchanges: ExchangeSummary[];
  arrivals: Map<string, Arrival>;
};

export const nothingYet = (): LiveState => ({
  connection: 'connecting',
  info: null,
  exchanges: [],
  evicted: 0,
  arrivals: new Map(),
  verdicts: [],
  rules: new Map(),
  sources: null,
  faults: null,
  clock: null,
  objectChanges: 0,
  version: 0,
});
