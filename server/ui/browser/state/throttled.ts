/** Does it once for many calls: at the earliest `pause` milliseconds after the first, never twice at a time. */
export function throttled(pause: number, action: () => unknown): () => void {
  let timer = 0;
  let busy = false;
  let again = false;
  const run = (): void => {
    timer = 0;
    busy = true;
    void Promise.resolve(action()).finally(() => {
      busy = false;
      if (again) call();
      again = false;
    });
  };
  const call = (): void => {
    if (busy) again = true;
    else timer ||= window.setTimeout(run, pause);
  };
  return call;
}
