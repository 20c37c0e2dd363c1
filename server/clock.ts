/** The time that a server lives in; a virtual one makes an hour's expiry testable in milliseconds. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
}

/** A clock that can be put elsewhere. Everything the server dates, signs or lets expire follows it. */
export interface VirtualClock extends Clock {
  /** Milliseconds ahead of the clock below it; negative: behind. */
  readonly offset: () => number;
  /** It stands still. */
  readonly frozen: () => boolean;
  /** Puts it to a moment; it goes on from there, or stays there if it is frozen. Throws `ClockError`. */
  readonly set: (moment: number) => void;
  /** Moves it on, or back. Throws `ClockError`. */
  readonly advance: (milliseconds: number) => void;
  readonly freeze: () => void;
  readonly unfreeze: () => void;
  /** Back to the clock below it. */
  readonly reset: () => void;
}

/** The moment has no place in the years 1970 to 9999, in which every format can write it. */
export class ClockError extends RangeError {
  readonly code = 'MOMENT_OUT_OF_RANGE';

  constructor() {
    super('the clock can be put to the years 1970 to 9999');
    this.name = 'ClockError';
  }
}

const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const checked = (moment: number): number => {
  if (!(moment >= 0 && moment <= LAST)) throw new ClockError();
  return Math.trunc(moment);
};

/** Shows what `base` shows until it is put elsewhere. */
export function createVirtualClock(base: Clock): VirtualClock {
  let offset = 0;
  let stopped: number | null = null;
  // It reaches the end of what every format can write, and stays there.
  const now = (): number => Math.min(Math.max(stopped ?? base.now() + offset, 0), LAST);
  const set = (moment: number): void => {
    const wanted = checked(moment);
    if (stopped === null) offset = wanted - base.now();
    else stopped = wanted;
  };
  return {
    now,
    set,
    offset: () => now() - base.now(),
    frozen: () => stopped !== null,
    advance: (milliseconds) => set(now() + milliseconds),
    freeze: () => {
      stopped = now();
    },
    unfreeze: () => {
      if (stopped === null) return;
      offset = stopped - base.now();
      stopped = null;
    },
    reset: () => {
      stopped = null;
      offset = 0;
    },
  };
}
