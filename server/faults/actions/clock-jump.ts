/** `clock-jump`: it is later, or earlier, from now on. */
import type { PutToWork } from './action.js';

export const clockJump: PutToWork<'clock-jump'> = ({ milliseconds }, _exchange, { moveClock }, next) => {
  moveClock(milliseconds);
  next();
};
