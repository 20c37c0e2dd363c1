/** One check that the server asks for, told as data, so that it can be asked of another thread. */
import { checkEmission } from '../../conformance/check-emission.js';
import type { Settings } from '../../conformance/settings.js';
import { profiles } from '../../specs/profiles/index.js';
import type { Report } from '../../specs/report.js';

export interface CheckRequest extends Pick<
  Settings,
  'samples' | 'skip' | 'recording' | 'version' | 'tempDir'
> {
  /** The emission folder. */
  readonly root: string;
  /** Its id: rules compare profiles by what they are, and a copy is another one. */
  readonly profileId: string;
}

/** Who does it. Rejects with what kept it from its end. */
export type RunCheck = (request: CheckRequest) => Promise<Report>;

/** On the thread that asks. `now`: milliseconds since 1970. */
export const checkHere =
  (now: () => number): RunCheck =>
  async ({ root, profileId, ...settings }) => {
    const profile = profiles.find(({ id }) => id === profileId);
    if (profile === undefined) throw new Error(`there is no profile ${profileId}`);
    return checkEmission([root], { ...settings, profile, jobs: 1, now });
  };
