/** The time of somebody who comes too late. */
import type { Clock } from '../clock.js';

/** Milliseconds: nothing that is signed for S3 lives longer than a week. */
const TOO_LATE = 604_800_000 + 1_000;

/**
 * For a second handler that shares everything with the first but the time: whatever was signed until now has run out
 * for it. No other request notices.
 */
export const lateClock = (clock: Clock): Clock => ({ now: () => clock.now() + TOO_LATE });
