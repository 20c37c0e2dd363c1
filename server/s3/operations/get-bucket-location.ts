/** `GET /<bucket>?location`: the region of a bucket, as it was first asked for. */
import { setIds } from '../post-answer.js';
import { writeXml } from '../xml/write-xml.js';
import type { Operation } from './operation.js';

/** The oldest region has no name here. */
const NAMELESS = 'us-east-1';

export const getBucketLocation: Operation = {
  name: 'GetBucketLocation',
  run: async ({ response, ids, region }) => {
    setIds(response, ids);
    response.setHeader('Content-Type', 'application/xml');
    response.statusCode = 200;
    // The root holds the text itself.
    const empty = writeXml('LocationConstraint', []);
    response.write(region === NAMELESS ? empty : empty.replace('></', `>${region}</`));
    response.end();
  },
};
