/** The kit for `serve`, loaded only where something is to be checked. */
import type { Judge } from '../../server/arrivals/judge.js';
import { readProfile } from '../read-options.js';
import { temporaryFolder } from '../temporary.js';
import { version } from '../version.js';

/** `profile`: as given on the command line. Throws `UsageError`. */
export async function openJudge(profile: string): Promise<Judge> {
  const { createJudge } = await import('./emission-judge.js');
  return createJudge({
    profile: await readProfile(profile),
    folder: temporaryFolder().path,
    version: version(),
    now: Date.now,
    // A reporter of its own for HTML goes here.
    reportPage: null,
  });
}
