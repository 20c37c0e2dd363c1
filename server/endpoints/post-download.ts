/** The bytes of one object. */
import { downloadObject } from '../application/download-object.js';
import { type Endpoint, isOurBucket } from '../application/endpoint.js';
import { ApplicationFailure, Refusal } from '../application/failure.js';
import { readFields } from '../application/request/fields.js';

export const download: Endpoint = {
  method: 'POST',
  path: '/data/download',
  summary: 'The bytes of one object',
  answer: async (request, { buckets, store }) => {
    const fields = readFields(request);
    const bucket = fields.first('bucket');
    if (!isOurBucket(buckets, bucket)) {
      throw new Refusal(400, 'Bad request, not cqube bucket - validate the bucket name');
    }
    const key = fields.first('filename');
    if (!key) throw new Refusal(400, 'Bad request, validate the filename in payload');
    request.tell({ bucket, key });
    const lastPart = key.split('/').at(-1) ?? '';
    if (/[\r\n]/.test(lastPart)) throw new ApplicationFailure('ValueError: newline in a header');
    const answer = await downloadObject(store, bucket, key);
    if (!answer) throw new ApplicationFailure('NoSuchKey');
    return answer;
  },
};
