/** `HEAD /<bucket>/<key>`: an object without its bytes. */
import type { Operation } from './operation.js';
import { planRead, wantedObject } from './plan-read.js';

export const headObject: Operation = {
  name: 'HeadObject',
  run: async (context) => {
    planRead(context, await wantedObject(context));
    context.response.end();
  },
};
