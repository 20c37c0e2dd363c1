/** One at a time per name, in the order of the calls; different names do not wait for each other. */
export type KeyQueue = <Result>(name: string, task: () => Promise<Result>) => Promise<Result>;

export const createKeyQueue = (): KeyQueue => {
  const tails = new Map<string, Promise<unknown>>();
  return async (name, task) => {
    const before = tails.get(name);
    const run = before === undefined ? task() : before.then(task);
    const tail = run.catch(() => {});
    tails.set(name, tail);
    try {
      return await run;
    } finally {
      if (tails.get(name) === tail) tails.delete(name);
    }
  };
};
