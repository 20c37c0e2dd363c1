/** The time that a server lives in; a virtual one makes an hour's expiry testable in milliseconds. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
}
