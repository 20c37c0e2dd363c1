/** Flask's own route for a folder of static files, which the application does not have. */
import type { Endpoint } from '../application/endpoint.js';
import { Refusal } from '../application/failure.js';

export const staticFiles: Endpoint = {
  method: 'GET',
  path: '/static/*',
  summary: 'Nothing: the framework has this route, the application no such files',
  answer: () => {
    throw new Refusal(404);
  },
};
