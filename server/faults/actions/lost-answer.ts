/** `lost-answer`: everything is done, and nobody is told. */
import { resetConnection } from '../connection.js';
import type { PutToWork } from './action.js';

export const lostAnswer: PutToWork<'lost-answer'> = (_action, { request, tap }, _tools, next) => {
  tap.lose(() => resetConnection(request.socket));
  next();
};
