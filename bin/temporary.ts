/** Temporary things, removed however the process ends; after `kill -9` the system's own clean-up has them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const paths = new Set<string>();
let watching = false;

/** Removes a file or a folder at the end, on an error, and on Ctrl-C. Gives back what removes it at once. */
export function removeAtExit(path: string): () => void {
  if (!watching) watch();
  paths.add(path);
  return () => remove(path);
}

/** A folder that only this user can open. Made and noted in one step, so that no signal comes between. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  if (!watching) watch();
  const path = mkdtempSync(join(tmpdir(), 'cqube-conform-'));
  return { path, remove: removeAtExit(path) };
}

function remove(path: string): void {
  if (!paths.delete(path)) return;
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

function removeAll(): void {
  for (const path of paths) {
    try {
      remove(path);
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
