/**
 * What is done to an emitter and what it must make of it: data and small checks. A scenario is played on a fresh server;
 * it is judged by what was said, how the emitter ended and what lies in the store, never by how it works inside.
 */
import type { FaultPlan } from '../../specs/fault-plan.js';
import type { LocalFile, Traffic } from './traffic.js';

/** An object that the server has when the emitter has ended. */
export interface StoredFile {
  /** `<folder>/<stem>.zip`, without the API's time stamp. */
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** How the emitter ended. */
export type Ending =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  /** It was still running at the time limit, and was killed. */
  | { readonly kind: 'time-out'; readonly seconds: number };

export interface Performance {
  readonly ending: Ending;
  readonly traffic: Traffic;
  /** The emission as it was when the emitter began. */
  readonly files: readonly LocalFile[];
  readonly stored: readonly StoredFile[];
}

/** What was wrong, and the exchanges that prove it. */
export interface Shortcoming {
  readonly text: string;
  /** `seq` of the exchanges. */
  readonly evidence: readonly number[];
}

export interface Expectation {
  /** RFC 2119. */
  readonly level: 'must' | 'should';
  /** What a conformant emitter does, as the rest of a sentence that begins with MUST or SHOULD. */
  readonly text: string;
  /** null: it did. */
  readonly check: (performance: Performance) => Shortcoming | null;
}

export interface Scenario {
  readonly name: string;
  /** One line: what happens. */
  readonly summary: string;
  /** Why it happens to emitters in the field. */
  readonly reason: string;
  /** What to do about a shortcoming. */
  readonly mend: string;
  readonly plan: FaultPlan;
  /** Does the clock of the server stand still? Default: it goes. */
  readonly clock?: 'frozen';
  /** Default: the emission as it is. */
  readonly emission?: 'empty';
  /** A file that is taken away as soon as the emitter has first spoken to the server. */
  readonly vanishes?: string;
  readonly expects: readonly Expectation[];
}
