/** `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`, read in S3's order. */
import { ALGORITHM } from './canonical-request.js';
import { readCredential } from './credential.js';
import { isPayload, PAYLOAD_REFUSED } from './payload.js';
import { headerValue, type RequestHeaders } from './request-headers.js';
import { amzMoment, type ClaimVerdict, readSignedHeaders, refuse } from './signature-claim.js';
import { amzDate } from './signing-key.js';
import {
  headerMalformed,
  invalidHeader,
  missingHeader,
  NO_DATE,
  OLD_SIGNATURE,
  tooSkewed,
} from './signing-refusals.js';

/** Milliseconds between the clocks of client and server. */
const LARGEST_SKEW = 15 * 60_000;

/** `now`: milliseconds since 1970. */
export function readAuthorization(
  authorization: string,
  headers: RequestHeaders,
  region: string,
  now: number,
): ClaimVerdict {
  const wrong = (message: string): ClaimVerdict =>
    refuse(invalidHeader(message, 'Authorization', authorization));
  const [scheme = '', rest] = authorization.split(/ (.*)/s);
  if (rest === undefined)
    return wrong("Authorization header is invalid -- one and only one ' ' (space) required");
  if (scheme === 'AWS') return refuse(OLD_SIGNATURE);
  if (scheme !== ALGORITHM) return wrong('Unsupported Authorization Type');
  const payload = headerValue(headers, 'x-amz-content-sha256');
  if (payload === null) return refuse(missingHeader('x-amz-content-sha256'));
  if (!isPayload(payload)) return refuse(invalidHeader(PAYLOAD_REFUSED, 'x-amz-content-sha256', payload));
  const sent = headerValue(headers, 'x-amz-date') ?? headerValue(headers, 'date') ?? '';
  const moment = readDate(sent);
  if (moment === null) return refuse(NO_DATE);
  if (Math.abs(moment - now) > LARGEST_SKEW) return refuse(tooSkewed(sent, now, LARGEST_SKEW));
  return readComponents(rest, region, payload, amzDate(moment));
}

/** `x-amz-date` may be written as `Date` is, too. */
const readDate = (text: string): number | null => {
  const moment = amzMoment(text);
  if (moment !== null) return moment;
  // The form of HTTP: Date.parse alone would take local times and many a text that is no date.
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
};

function readComponents(text: string, region: string, payload: string, date: string): ClaimVerdict {
  const found = new Map<string, string>();
  for (const part of text.split(',').map((one) => one.trim())) {
    const [name = '', value] = part.split(/=(.*)/s);
    if (value === undefined || found.has(name))
      return refuse(headerMalformed(`the authorization component "${part}" is malformed.`));
    found.set(name, value);
  }
  const [credential, signedHeaders, signature] = ['Credential', 'SignedHeaders', 'Signature'].map((name) =>
    found.get(name),
  );
  if (credential === undefined || signedHeaders === undefined || signature === undefined || found.size > 3)
    return refuse(
      headerMalformed(
        'the authorization header requires three components: Credential, SignedHeaders, and Signature.',
      ),
    );
  const read = readCredential(credential, region);
  if ('fault' in read) return refuse(headerMalformed(read.fault, read.details));
  if (read.day !== date.slice(0, 8))
    return refuse(headerMalformed('Invalid credential date. Date is not the same as X-Amz-Date.'));
  const names = readSignedHeaders(signedHeaders);
  if (names === null)
    return refuse(
      headerMalformed(`the authorization component "SignedHeaders=${signedHeaders}" is malformed.`),
    );
  const { accessKeyId } = read;
  return {
    kind: 'claim',
    claim: { how: 'header', accessKeyId, date, signedHeaders: names, signature, payload },
  };
}
