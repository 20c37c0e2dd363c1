/** The kit for `serve`, loaded only where something is to be checked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Judge } from '../../server/arrivals/judge.js';
import { readProfile } from '../read-options.js';
import { version } from '../version.js';
import type { CheckingThread } from './checking-thread.js';

export interface OpenedJudge {
  /** null: nothing is to be checked. */
  readonly judge: Judge | null;
  /** Removes what it needed, once nothing is judged any more. */
  readonly close: () => Promise<void>;
}

export interface JudgeFlags {
  readonly check: boolean;
  readonly profile: string;
}

/** Throws `UsageError`. */
export async function openJudge({ check, profile: name }: JudgeFlags): Promise<OpenedJudge> {
  // A name that there is not is told, also where it would not be used.
  const profile = await readProfile(name);
  if (!check) return { judge: null, close: async () => undefined };
  const { createJudge } = await import('./emission-judge.js');
  const { reportPage } = await import('../../conformance/report-page.js');
  // Not one of `temporaryFolder`, which ends the process at a signal: a server ends in order first.
  const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-'));
  const checks = await openChecks();
  const judge = createJudge({
    profile,
    folder,
    version: version(),
    now: Date.now,
    check: checks.check,
    reportPage,
  });
  return {
    judge,
    close: async () => {
      await checks.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Run from its TypeScript sources, there is no JavaScript that a thread could start with. */
async function openChecks(): Promise<CheckingThread> {
  if (/\.m?js$/.test(import.meta.url)) {
    const { createCheckingThread } = await import('./checking-thread.js');
    return createCheckingThread(new URL('./check-thread.js', import.meta.url));
  }
  const { checkHere } = await import('./run-check.js');
  return { check: checkHere(Date.now), close: async () => undefined };
}
