/** `expired-url`: storage judges the request by a clock by which its URL has run out, and says what it says then. */
import type { PutToWork } from './action.js';

export const expiredUrl: PutToWork<'expired-url'> = (_action, { comeTooLate }, _tools, next) => {
  comeTooLate();
  next();
};
