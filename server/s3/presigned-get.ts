/** Who may download an object: whoever holds a key, or a link that one signed. */
import type { IncomingMessage } from 'node:http';
import type { Refusal } from './error-xml.js';
import type { FormAccess } from './presigned-post/form-signature.js';
import { judgeSignature } from './signing/judge-signature.js';
import type { ObjectTarget } from './signing/object-target.js';
import { INVALID_URI } from './signing/signing-refusals.js';

export type GetVerdict =
  ({ readonly kind: 'accept' } & ObjectTarget) | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** `now`: milliseconds since 1970. */
export function judgeGet(
  request: IncomingMessage,
  { access, region }: FormAccess,
  buckets: readonly string[],
  now: number,
): GetVerdict {
  const verdict = judgeSignature(request, { access, region, buckets, now });
  return verdict.kind === 'accept' && verdict.key === '' ? { kind: 'refuse', refusal: INVALID_URI } : verdict;
}
