/**
 * The S3 side of the mock: what every request meets. Uploads by presigned form are signed inside the form; everything
 * else is signed in a header or in the query, or it is refused. Only judged bytes get through to the store.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tellFacts } from '../exchange-facts.js';
import { newRequestIds } from './error-xml.js';
import { sendRefusal } from './post-answer.js';
import { createPostObject } from './post-object.js';
import type { PostObjectOptions, PostOutcome } from './post-object.js';
import { INTERNAL } from './refusals.js';
import { createSignedRequest, type SignedRequestOptions } from './signed-request.js';

export type FrontDoorOptions = PostObjectOptions & Pick<SignedRequestOptions, 'uploads'>;

/** To be listened with by `storageServer`, which leaves it to us to ask for bodies. */
export function frontDoor(options: FrontDoorOptions) {
  const { onOutcome = () => {} } = options;
  const post = createPostObject({
    ...options,
    onOutcome: (request, outcome) => {
      tellOutcome(request, outcome);
      onOutcome(request, outcome);
    },
  });
  const signed = createSignedRequest(options);
  return (request: IncomingMessage, response: ServerResponse): void => {
    const handled = isForm(request) ? post(request, response) : signed(request, response);
    handled.catch(() => {
      if (response.headersSent) response.destroy();
      else sendRefusal(response, INTERNAL, newRequestIds(options.random));
    });
  };
}

/** A POST that is signed nowhere but, maybe, in a form; one with a query means something else, if it is no form. */
const isForm = ({ method, headers, url = '' }: IncomingMessage): boolean => {
  if (method !== 'POST' || headers.authorization !== undefined) return false;
  const [, query = ''] = url.split(/\?(.*)/s);
  if (/(^|&)(X-Amz-Algorithm|X-Amz-Signature|Signature)(=|&|$)/.test(query)) return false;
  return query === '' || /^multipart\/form-data\s*(;|$)/i.test(headers['content-type'] ?? '');
};

const tellOutcome = (
  request: IncomingMessage,
  { bucket, form, stored, errorCode, reason }: PostOutcome,
): void =>
  tellFacts(request, {
    ...(bucket === null ? {} : { bucket }),
    ...(form === null ? {} : { key: form.key, urlSignature: form.signature }),
    ...(stored === null ? {} : { upload: { bytes: stored.bytes, sha256: stored.sha256 } }),
    ...(errorCode === null ? {} : { refusedBy: errorCode }),
    ...(reason === null ? {} : { reason }),
  });
