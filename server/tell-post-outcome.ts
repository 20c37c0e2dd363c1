/** What became of a form posted to storage, as facts for the journal: `onOutcome` of the front door. */
import type { IncomingMessage } from 'node:http';
import { tellFacts } from './exchange-facts.js';
import type { PostOutcome } from './s3/post-object.js';

export function tellPostOutcome(request: IncomingMessage, outcome: PostOutcome): void {
  const { bucket, form, stored, errorCode } = outcome;
  tellFacts(request, {
    ...(bucket === null ? {} : { bucket }),
    ...(form === null ? {} : { key: form.key, urlSignature: form.signature }),
    ...(stored === null ? {} : { key: stored.key, upload: { bytes: stored.bytes, sha256: stored.sha256 } }),
    ...(errorCode === null ? {} : { refusedBy: errorCode }),
  });
}
