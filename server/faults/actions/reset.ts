/** `reset`: the connection is cut in the middle of the request. */
import { resetConnection } from '../connection.js';
import { stopBody } from '../request-body.js';
import type { PutToWork } from './action.js';

/** The handler gets as much of the body as comes through, and then a client that has left: it has to clear that away. */
export const reset: PutToWork<'reset'> = ({ afterBytes = 0 }, { request }, _tools, next) => {
  let stopped = false;
  stopBody(request, afterBytes, () => {
    stopped = true;
    resetConnection(request.socket);
  });
  if (!stopped) next();
};
