/** Which calls are under way, so that closing can wait for them and refuse the rest. */
import { StoreError } from '../object-store.js';

export interface OpenCalls {
  readonly run: <Result>(call: () => Promise<Result>) => Promise<Result>;
  /** Refuses calls from now on, waits for those under way, then ends with `last`; once, however often it is called. */
  readonly close: (last: () => Promise<void>) => Promise<void>;
}

export const createOpenCalls = (): OpenCalls => {
  const running = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;
  const settle = async (last: () => Promise<void>): Promise<void> => {
    await Promise.allSettled(running);
    await last();
  };
  return {
    run: async (call) => {
      if (closing !== null) throw new StoreError('CLOSED', 'the store is closed');
      const run = call();
      running.add(run);
      try {
        return await run;
      } finally {
        running.delete(run);
      }
    },
    close: (last) => (closing ??= settle(last)),
  };
};
