/** The first signal lets what is under way end, the second cuts it off. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Signals {
  readonly stop: AbortSignal;
  readonly cut: AbortSignal;
  /** From now on signals are ours. `onFirst` is told of the first. */
  readonly listen: (onFirst: () => void) => void;
  /** Ends the process as the signal would have, if there was one, so that a shell sees it. */
  readonly finish: () => void;
}

export function signals(): Signals {
  const stop = new AbortController();
  const cut = new AbortController();
  let first: NodeJS.Signals | null = null;
  let told: () => void = () => undefined;
  const take = (signal: NodeJS.Signals): void => {
    if (first !== null) return cut.abort();
    first = signal;
    told();
    stop.abort();
  };
  return {
    stop: stop.signal,
    cut: cut.signal,
    listen: (onFirst) => {
      told = onFirst;
      for (const signal of SIGNALS) process.on(signal, take);
    },
    finish: () => {
      for (const signal of SIGNALS) process.off(signal, take);
      if (first !== null) process.kill(process.pid, first);
    },
  };
}
