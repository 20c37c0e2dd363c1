/** A link to one object, valid for a day, as bare text. Nobody looks whether the object exists. */
import { htmlAnswer } from '../application/answer.js';
import { type Endpoint, isOurBucket } from '../application/endpoint.js';
import { ApplicationFailure, Refusal } from '../application/failure.js';
import { readFields } from '../application/request/fields.js';
import { presignGet } from '../s3/signing/presigned-url.js';

/** Seconds. */
const LIFETIME = 86_400;

export const downloadUrl: Endpoint = {
  method: 'POST',
  path: '/data/download_url',
  summary: 'A presigned link to one object',
  answer: (request, { access, buckets, clock, endpoint }) => {
    const fields = readFields(request);
    const bucket = fields.first('bucket');
    if (!isOurBucket(buckets, bucket)) {
      throw new Refusal(400, 'Bad request, not cqube bucket - validate the bucket name');
    }
    const key = fields.first('filename');
    if (!key) throw new ApplicationFailure('UnboundLocalError: no filename');
    const link = presignGet({ access, moment: clock.now(), bucket, key, lifetime: LIFETIME, endpoint });
    const urlSignature = new URL(link).searchParams.get('X-Amz-Signature') ?? '';
    request.tell({ bucket, key, urlSignature });
    return htmlAnswer(link);
  },
};
