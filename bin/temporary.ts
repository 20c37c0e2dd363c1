/** Temporary things, removed however the process ends; after `kill -9` the system's own clean-up has them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const pending = new Set<() => void>();
let watching = false;

/** Does it at the end, on an error, and on Ctrl-C. Gives back what does it at once, and then no more. */
export function atExit(act: () => void): () => void {
  if (!watching) watch();
  pending.add(act);
  return () => {
    if (pending.delete(act)) act();
  };
}

/** Removes a file or a folder at the end. Gives back what removes it at once. */
export const removeAtExit = (path: string): (() => void) =>
  atExit(() => rmSync(path, { recursive: true, force: true, maxRetries: 3 }));

/** A folder that only this user can open. Made and noted in one step, so that no signal comes between. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  if (!watching) watch();
  const path = mkdtempSync(join(tmpdir(), 'cqube-conform-'));
  return { path, remove: removeAtExit(path) };
}

/** The latest first: what was started last may use what was made before. */
function removeAll(): void {
  for (const act of [...pending].toReversed()) {
    pending.delete(act);
    try {
      act();
    } catch {
      // Another program holds it; nobody is left to tell.
    }
  }
}

function watch(): void {
  watching = true;
  process.on('exit', removeAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      removeAll();
      // Ends as it would have ended without us, so that a shell sees the signal.
      process.kill(process.pid, signal);
    });
  }
}
