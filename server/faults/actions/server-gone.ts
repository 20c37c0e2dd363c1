/** `server-gone`: nobody is there any more. */
import { resetConnection } from '../connection.js';
import type { PutToWork } from './action.js';

export const serverGone: PutToWork<'server-gone'> = (_action, { request }, { goAway }) => {
  goAway();
  resetConnection(request.socket);
};
