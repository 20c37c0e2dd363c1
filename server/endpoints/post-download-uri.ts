/** Links to several objects, valid for an hour, as an object from name to link. */
import { jsonAnswer } from '../application/answer.js';
import { type Endpoint, isOurBucket } from '../application/endpoint.js';
import { ApplicationFailure, Refusal } from '../application/failure.js';
import { readFields } from '../application/request/fields.js';
import { presignGet } from '../s3/signing/presigned-url.js';

/** Seconds. */
const LIFETIME = 3600;

export const downloadUri: Endpoint = {
  method: 'POST',
  path: '/data/download_uri',
  summary: 'Presigned links to several objects',
  answer: (request, { access, buckets, clock, endpoint }) => {
    const fields = readFields(request);
    const bucket = fields.first('bucket');
    if (!isOurBucket(buckets, bucket)) {
      throw new Refusal(400, 'Bad request, not cqube bucket - validate the bucket name');
    }
    const names = fields.all('filename');
    if (names.length === 0) throw new ApplicationFailure('TypeError: no filename to iterate over');
    const moment = clock.now();
    const links = new Map<string, string>();
    request.tell({ bucket });
    for (const key of new Set(names)) {
      if (!key) throw new ApplicationFailure('ParamValidationError: key of no length');
      links.set(key, presignGet({ access, moment, bucket, key, lifetime: LIFETIME, endpoint }));
    }
    return jsonAnswer(Object.fromEntries(links));
  },
};
