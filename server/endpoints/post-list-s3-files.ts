/** The first 1,000 objects of a bucket, in the shape in which the SDK returned them. */
import { jsonAnswer } from '../application/answer.js';
import { type Endpoint, isOurBucket } from '../application/endpoint.js';
import { Refusal } from '../application/failure.js';
import { readFields } from '../application/request/fields.js';
import { listedObjects, PAGE_SIZE } from '../application/sdk-answers.js';

export const listS3Files: Endpoint = {
  method: 'POST',
  path: '/data/list_s3_files',
  summary: 'The first 1,000 objects of a bucket',
  answer: async (request, { access, buckets, clock, store }) => {
    const bucket = readFields(request).first('bucket');
    if (!isOurBucket(buckets, bucket)) {
      throw new Refusal(400, 'Bad request, not cqube bucket - validate the bucket name');
    }
    request.tell({ bucket });
    const page = await store.list(bucket, { prefix: '', after: '', limit: PAGE_SIZE });
    return jsonAnswer(listedObjects({ access, moment: clock.now() }, bucket, page));
  },
};
