/** `server-gone`: nobody is there any more. */
import type { PutToWork } from './action.js';

export const serverGone: PutToWork<'server-gone'> = (_action, _exchange, { goAway }) => goAway();
