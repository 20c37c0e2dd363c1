/** What goes wrong, where and how often: data, so that a run can be repeated. */

export const FAULT_STEPS = [
  /** Any request to the emission API, before route and token are looked at. */
  'route',
  'upload-url',
  /** The upload, before its bytes are stored. */
  's3-post',
  /** The answer to an upload whose bytes are stored. */
  'acknowledgement',
  'listing',
  'download',
] as const;

export type FaultStep = (typeof FAULT_STEPS)[number];

/** What happens instead of, before or after the real answer. Times in milliseconds of real time. */
export type FaultAction =
  /** Another answer; the request has no effect. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** An error document of S3. */
  | { readonly kind: 's3-error'; readonly status: number; readonly code: string; readonly message?: string }
  /** The real answer, later. `milliseconds` null: never. */
  | { readonly kind: 'delay'; readonly milliseconds: number | null }
  /** The real answer in small pieces. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly milliseconds: number }
  /** The connection is reset: at once, or after so many bytes of the request's body. */
  | { readonly kind: 'reset'; readonly afterBytes?: number }
  /** The real answer ends after so many bytes of its body, though its length was announced. */
  | { readonly kind: 'cut-body'; readonly afterBytes: number }
  /** The upload URL or link has run out when it is used. */
  | { readonly kind: 'expired-url' }
  /** The request has its effect, and the connection is reset before the answer. */
  | { readonly kind: 'lost-answer' }
  /** The real effect with another status. */
  | { readonly kind: 'answer-status'; readonly status: number }
  /** The token of the request is revoked before it is looked at. */
  | { readonly kind: 'revoke-token' }
  /** The server's clock moves on. */
  | { readonly kind: 'clock-jump'; readonly milliseconds: number }
  /** All listeners of emission API and storage stop answering: connections are reset from now on. */
  | { readonly kind: 'server-gone' };

export type FaultKind = FaultAction['kind'];

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
  /** Only requests whose sent name, key or path has this in it. */
  readonly match?: string;
  readonly action: FaultAction;
}

export interface FaultPlan {
  readonly version: 1;
  /** What chance is drawn from. Default 1. */
  readonly seed?: number;
  readonly faults: readonly Fault[];
}
