/**
 * What goes wrong, where and how often: data, so that a run can be repeated. `fault-plan.schema.json` says the same to
 * an editor, `readFaultPlan` reads it.
 *
 * Several faults may hit one request. They are put to work in the order of the plan, until one has given the answer or
 * cut the connection (`status`, `s3-error`, `reset`, `server-gone`); those behind it have seen the request, but are not
 * injected. `delay`, `clock-jump`, `revoke-token` and `expired-url` combine with everything behind them; so do `drip`,
 * `cut-body`, `answer-status` and `lost-answer`, which shape whatever answer comes, an injected one too. Two that shape
 * the same (two `answer-status`, two `cut-body`): the later one counts. `lost-answer` leaves nothing to shape.
 */

export const FAULT_STEPS = [
  /** Any request to the emission API, before route and token are looked at. */
  'route',
  'upload-url',
  /** The upload, before its bytes are stored. */
  's3-post',
  /** The answer to an upload whose bytes are stored: what is done here cannot undo that. */
  'acknowledgement',
  'listing',
  'download',
] as const;

export type FaultStep = (typeof FAULT_STEPS)[number];

/** What happens instead of, before or after the real answer. Times in milliseconds of real time. */
export type FaultAction =
  /** Another answer; the request has no effect. Without a body: what Kong says with this status; of storage, nothing. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** An error document of S3. Requests to storage only. */
  | { readonly kind: 's3-error'; readonly status: number; readonly code: string; readonly message?: string }
  /** The real answer, later: the request is looked at only then. `milliseconds` null: never. */
  | { readonly kind: 'delay'; readonly milliseconds: number | null }
  /** The real answer, its head too, in pieces of so many bytes, each so many milliseconds after the one before. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly milliseconds: number }
  /**
   * The connection is reset: at once, or after so many bytes of the request's body; a body that has no more than these
   * is cut at its end. The request has no effect either way.
   */
  | { readonly kind: 'reset'; readonly afterBytes?: number }
  /**
   * The real answer ends after so many bytes of its body, though its length, or more of it, was announced. One that has
   * no more than these comes whole.
   */
  | { readonly kind: 'cut-body'; readonly afterBytes: number }
  /** The upload URL or link has run out when it is used. Requests to storage only. */
  | { readonly kind: 'expired-url' }
  /** The request has its effect, and the connection is reset before the answer. */
  | { readonly kind: 'lost-answer' }
  /** The real effect with another status. */
  | { readonly kind: 'answer-status'; readonly status: number }
  /** The token of the request is revoked before it is looked at. Requests to the emission API only. */
  | { readonly kind: 'revoke-token' }
  /** The server's clock moves on; negative: back. Not beyond the years 1970 to 9999. */
  | { readonly kind: 'clock-jump'; readonly milliseconds: number }
  /** Emission API and storage are gone: what is under way and every later request is reset. */
  | { readonly kind: 'server-gone' };

export type FaultKind = FaultAction['kind'];

/** At which steps a kind makes sense. */
export const STEPS_OF_KIND = {
  status: FAULT_STEPS,
  's3-error': ['s3-post', 'acknowledgement', 'listing', 'download'],
  delay: FAULT_STEPS,
  drip: FAULT_STEPS,
  reset: FAULT_STEPS,
  'cut-body': FAULT_STEPS,
  'expired-url': ['s3-post', 'download'],
  'lost-answer': FAULT_STEPS,
  'answer-status': FAULT_STEPS,
  'revoke-token': ['route', 'upload-url', 'listing', 'download'],
  'clock-jump': FAULT_STEPS,
  'server-gone': FAULT_STEPS,
} as const satisfies Readonly<Record<FaultKind, readonly FaultStep[]>>;

/** The one side that a kind is for, where a step has requests to both. */
export const SIDE_OF_KIND: Readonly<Partial<Record<FaultKind, 'api' | 's3'>>> = {
  's3-error': 's3',
  'expired-url': 's3',
  'revoke-token': 'api',
};

/** What a plan may ask for. Texts in characters, times in milliseconds. */
export const PLAN_LIMITS = {
  faults: 1_000,
  name: 100,
  match: 1_024,
  occurrences: 1_000,
  /** Largest number of a request. */
  count: 1_000_000_000,
  seed: 0xffff_ffff,
  body: 65_536,
  headers: 64,
  headerName: 128,
  headerValue: 8_192,
  code: 64,
  message: 1_000,
  /** An hour. */
  wait: 3_600_000,
  piece: 65_536,
  /** A terabyte. */
  bytes: 1_000_000_000_000,
  /** Ten years, either way. */
  jump: 315_576_000_000,
} as const;

export interface Fault {
  /** For people; also what the journal shows. */
  readonly name?: string;
  readonly step: FaultStep;
  /**
   * Which requests of the step are hit, counted from 1 among those that `match` fits: `[1]`, `{from, to?}`, `'all'`, or by
   * chance with the plan's seed. Default: the first.
   */
  readonly occurrences?:
    | readonly number[]
    | { readonly from: number; readonly to?: number }
    | 'all'
    | { readonly probability: number; readonly atMost?: number };
  /** Only requests whose path as sent, sent name (API) or key (storage) has this in it. */
  readonly match?: string;
  readonly action: FaultAction;
}

export interface FaultPlan {
  /** Where an editor finds the schema; not looked at. */
  readonly $schema?: string;
  readonly version: 1;
  /** What chance is drawn from. Default 1. */
  readonly seed?: number;
  readonly faults: readonly Fault[];
}
