/** `cut-body`: the answer ends too early. */
import type { PutToWork } from './action.js';

export const cutBody: PutToWork<'cut-body'> = ({ afterBytes }, { tap }, _tools, next) => {
  tap.cutAfter(afterBytes);
  next();
};
