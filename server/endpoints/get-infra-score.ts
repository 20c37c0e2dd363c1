/** The table of infrastructure weights in force. */
import { downloadObject } from '../application/download-object.js';
import type { Endpoint } from '../application/endpoint.js';
import { Refusal } from '../application/failure.js';
import { SCORE_KEY } from '../application/weights/infrastructure-score.js';

export const infraScore: Endpoint = {
  method: 'GET',
  path: '/data/infra_score',
  summary: 'The table of infrastructure weights in force',
  answer: async (_request, { buckets, onFailure, store }) => {
    const found = await downloadObject(store, buckets.output, SCORE_KEY).catch((error: unknown) => {
      // Whatever happens is a 400 here; our log should know all the same.
      onFailure?.(error);
      return null;
    });
    if (!found) throw new Refusal(400, 'Bad request, validate the payload');
    return found;
  },
};
