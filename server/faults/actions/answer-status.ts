/** `answer-status`: the real answer under another status. */
import type { PutToWork } from './action.js';

export const answerStatus: PutToWork<'answer-status'> = ({ status }, { tap }, _tools, next) => {
  tap.setStatus(status);
  next();
};
