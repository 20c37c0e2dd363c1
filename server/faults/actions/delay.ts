/** `delay`: what comes behind it comes later, or never. */
import type { PutToWork } from './action.js';

/**
 * The body stays where it is meanwhile: what the client still sends piles up on its side, as with a server that is busy.
 * One that leaves with much of it unsent is therefore noticed only when the listener's time for a request is over.
 */
export const delay: PutToWork<'delay'> = ({ milliseconds }, { response }, { waits }, next) => {
  waits.hold(response, milliseconds, next);
};
