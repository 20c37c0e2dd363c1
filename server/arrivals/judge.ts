/**
 * What judges emissions, as the server knows it. The server holds bytes and records exchanges; whoever wires it with the
 * conformance kit passes one of these, so that neither needs the other.
 */
import type { Readable } from 'node:stream';
import type { JournalEntry } from '../../specs/journal.js';
import type { Finding, Report } from '../../specs/report.js';

/** An object to be looked at, wherever it lies. */
export interface JudgedObject {
  readonly key: string;
  /** null: it was deleted meanwhile. The stream must be read to its end or destroyed. */
  readonly open: () => Promise<Readable | null>;
}

export interface ExchangesToJudge {
  readonly entries: readonly JournalEntry[];
  /** The journal has lost none of its beginning. */
  readonly whole: boolean;
  /** Milliseconds since 1970, by the server's clock: what has just begun may still come right. */
  readonly now: number;
}

/** A rule in words, for who broke it. */
export interface RuleText {
  readonly id: string;
  /** Published requirement; null: it guards the run itself. */
  readonly requirement: string | null;
  readonly summary: string;
  /** What happens in cQube otherwise. */
  readonly why: string;
  /** The mend. */
  readonly fix: string;
}

export interface Judge {
  /** false: it says nothing of anything. */
  readonly checks: boolean;
  /** One object by itself. Rejects with `UnjudgedError` where it cannot be looked at. */
  readonly checkObject: (object: JudgedObject) => Promise<Report>;
  /** How emitters behaved, as of a while ago where that takes long. `details.exchanges` of a finding holds the numbers of the exchanges that prove it. */
  readonly judgeExchanges: (exchanges: ExchangesToJudge) => readonly Finding[];
  /** Everything: the objects as one emission, and the exchanges. Rejects with `UnjudgedError`. */
  readonly checkAll: (objects: readonly JudgedObject[], exchanges: ExchangesToJudge) => Promise<Report>;
  /** Every rule that it knows. */
  readonly rules: readonly RuleText[];
  /** The report as a page of its own, which needs nothing beside it; null: there is none. */
  readonly reportPage: ((report: Report) => string) | null;
}

/** Why nothing can be said of an object; for people, on one line. */
export class UnjudgedError extends Error {
  readonly code = 'UNJUDGED';

  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'UnjudgedError';
  }
}
