/** The names of the three buckets. */
import { htmlAnswer } from '../application/answer.js';
import type { Endpoint } from '../application/endpoint.js';
import { PLAIN_JSON, writeJson } from '../application/python/write-json.js';

export const listS3Buckets: Endpoint = {
  method: 'GET',
  path: '/data/list_s3_buckets',
  summary: 'The names of the three buckets',
  answer: (_request, { buckets: { input, output, emission } }) =>
    htmlAnswer(writeJson({ input, output, emission }, PLAIN_JSON)),
};
