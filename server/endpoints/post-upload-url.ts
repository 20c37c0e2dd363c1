/** Hands out the signed form with which one file may be uploaded within an hour. */
import { jsonAnswer } from '../application/answer.js';
import type { Endpoint } from '../application/endpoint.js';
import { Refusal } from '../application/failure.js';
import { stampKey } from '../application/object-key.js';
import { readFields } from '../application/request/fields.js';
import { presignPost } from '../s3/signing/presigned-post.js';

/** Seconds. */
const LIFETIME = 3600;

export const uploadUrl: Endpoint = {
  method: 'POST',
  path: '/data/upload-url',
  summary: 'A presigned form to upload one file with',
  answer: (request, { access, buckets, clock, endpoint, localTime, onIssued }) => {
    const name = readFields(request).first('filename');
    if (!name) throw new Refusal(400, 'Bad request, validate the payload');
    request.tell({ sentName: name });
    const moment = clock.now();
    const key = stampKey(name, localTime(moment));
    const form = presignPost({ access, moment, bucket: buckets.emission, key, lifetime: LIFETIME, endpoint });
    const { policy, 'x-amz-signature': signature } = form.fields;
    request.tell({ bucket: buckets.emission, key, urlSignature: signature });
    onIssued?.({ key, policy, signature, expires: moment + LIFETIME * 1000 });
    return jsonAnswer({ fields: { ...form.fields }, url: form.url });
  },
};
