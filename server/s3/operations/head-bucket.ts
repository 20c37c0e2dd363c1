/** `HEAD /<bucket>`: it is there, and where. */
import type { Operation } from './operation.js';

export const headBucket: Operation = {
  name: 'HeadBucket',
  run: async ({ response, region }) => {
    response.setHeader('x-amz-bucket-region', region);
    response.setHeader('x-amz-access-point-alias', 'false');
    response.setHeader('Content-Type', 'application/xml');
    response.statusCode = 200;
    response.end();
  },
};
