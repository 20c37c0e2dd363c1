/** `?X-Amz-Algorithm=…&X-Amz-Signature=…`: a link that carries its signature, read in S3's order. */
import { refusal } from '../error-xml.js';
import { ALGORITHM } from './canonical-request.js';
import { readCredential } from './credential.js';
import { UNSIGNED_PAYLOAD } from './payload.js';
import { headerValue, type RequestHeaders } from './request-headers.js';
import { amzMoment, type ClaimVerdict, readSignedHeaders, refuse } from './signature-claim.js';
import { isoSeconds, queryError } from './signing-refusals.js';

/** Seconds that a link may live: a week. */
const LONGEST = 604_800;

/** Milliseconds by which a link may be signed ahead of the server's clock. */
const LARGEST_SKEW = 15 * 60_000;

/** `query`: decoded, first of each name. `now`: milliseconds since 1970. */
export function readLink(
  query: ReadonlyMap<string, string>,
  headers: RequestHeaders,
  region: string,
  now: number,
): ClaimVerdict {
  const wrong = (message: string): ClaimVerdict => refuse(queryError(message));
  if (query.get('X-Amz-Algorithm') !== ALGORITHM)
    return wrong('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  const [credential, signature, date, signedHeaders, expires] = [
    'X-Amz-Credential',
    'X-Amz-Signature',
    'X-Amz-Date',
    'X-Amz-SignedHeaders',
    'X-Amz-Expires',
  ].map((name) => query.get(name));
  if (
    credential === undefined ||
    signature === undefined ||
    date === undefined ||
    signedHeaders === undefined ||
    expires === undefined
  )
    return wrong(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  const late = judgeTime(date, expires, now);
  if (late !== null) return late;
  const read = readCredential(credential, region);
  if ('fault' in read)
    return refuse(queryError(`Error parsing the X-Amz-Credential parameter; ${read.fault}`, read.details));
  if (read.day !== date.slice(0, 8))
    return wrong(
      `Invalid credential date "${read.day}". This date is not the same as X-Amz-Date: "${date.slice(0, 8)}".`,
    );
  const names = readSignedHeaders(signedHeaders);
  if (names === null) return wrong('X-Amz-SignedHeaders must name each header once.');
  // Signed as it came: in a link, S3 takes any word for an unsigned body.
  const payload =
    headerValue(headers, 'x-amz-content-sha256') ?? query.get('X-Amz-Content-Sha256') ?? UNSIGNED_PAYLOAD;
  return {
    kind: 'claim',
    claim: {
      how: 'query',
      accessKeyId: read.accessKeyId,
      date,
      signedHeaders: names,
      signature,
      payload,
    },
  };
}

/** null: the link is good at this moment. */
function judgeTime(date: string, expires: string, now: number): ClaimVerdict | null {
  const moment = amzMoment(date);
  if (moment === null)
    return refuse(queryError(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`));
  if (!/^[+-]?\d{1,18}$/.test(expires)) return refuse(queryError('X-Amz-Expires should be a number'));
  const lifetime = Number(expires);
  if (lifetime < 0) return refuse(queryError('X-Amz-Expires must be non-negative'));
  if (lifetime > LONGEST)
    return refuse(
      queryError(
        'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
      ),
    );
  const end = moment + lifetime * 1000;
  const times = [
    ['Expires', isoSeconds(end)],
    ['ServerTime', isoSeconds(now)],
  ] as const;
  if (moment - now > LARGEST_SKEW)
    return refuse(
      refusal(403, 'AccessDenied', 'Request is not yet valid', [['X-Amz-Date', String(moment)], ...times]),
    );
  if (now > end)
    return refuse(
      refusal(403, 'AccessDenied', 'Request has expired', [['X-Amz-Expires', expires], ...times]),
    );
  return null;
}
