/** What S3 says of signatures, in its own words. */
import { type Detail, type Refusal, refusal } from '../error-xml.js';

export const invalidHeader = (message: string, name: string, value: string | null): Refusal =>
  refusal(400, 'InvalidArgument', message, [
    ['ArgumentName', name],
    ...(value === null ? [] : [['ArgumentValue', value] as const]),
  ]);

/** A request signed twice over. `authorization`: null where both signatures stand in the query. */
export const twoMechanisms = (authorization: string | null): Refusal =>
  invalidHeader(
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    'Authorization',
    authorization,
  );

export const OLD_SIGNATURE = refusal(
  400,
  'InvalidRequest',
  'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
);

export const headerMalformed = (fault: string, details: readonly Detail[] = []): Refusal =>
  refusal(400, 'AuthorizationHeaderMalformed', `The authorization header is malformed; ${fault}`, details);

export const queryError = (message: string, details: readonly Detail[] = []): Refusal =>
  refusal(400, 'AuthorizationQueryParametersError', message, details);

export const NO_DATE = refusal(
  403,
  'AccessDenied',
  'AWS authentication requires a valid Date or x-amz-date header',
);

/** `sent`: the request's date as it came; `now`: milliseconds since 1970. */
export const tooSkewed = (sent: string, now: number, allowed: number): Refusal =>
  refusal(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    [
      ['RequestTime', sent],
      ['ServerTime', isoSeconds(now)],
      ['MaxAllowedSkewMilliseconds', String(allowed)],
    ],
  );

export const missingHeader = (name: string): Refusal =>
  refusal(400, 'InvalidRequest', `Missing required header for this request: ${name}`);

export const notSigned = (names: readonly string[]): Refusal =>
  refusal(403, 'AccessDenied', 'There were headers present in the request which were not signed', [
    ['HeadersNotSigned', names.join(', ')],
  ]);

export const unknownKey = (accessKeyId: string): Refusal =>
  refusal(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', [
    ['AWSAccessKeyId', accessKeyId],
  ]);

/** Tokens belong to keys that somebody was lent; none of ours is. */
export const invalidToken = (token: string): Refusal =>
  refusal(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.', [['Token-0', token]]);

/** The texts that were signed; one character a byte, as they came. */
export interface SignedTexts {
  readonly accessKeyId: string;
  readonly stringToSign: string;
  readonly provided: string;
  /** A form has none. */
  readonly canonicalRequest?: string;
}

export function mismatch({ accessKeyId, stringToSign, provided, canonicalRequest }: SignedTexts): Refusal {
  const request: readonly Detail[] =
    canonicalRequest === undefined
      ? []
      : [
          ['CanonicalRequest', readable(canonicalRequest)],
          ['CanonicalRequestBytes', hexBytes(canonicalRequest)],
        ];
  return refusal(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    [
      ['AWSAccessKeyId', accessKeyId],
      ['StringToSign', readable(stringToSign)],
      ['SignatureProvided', provided],
      ['StringToSignBytes', hexBytes(stringToSign)],
      ...request,
    ],
  );
}

const readable = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');

const hexBytes = (text: string): string =>
  Buffer.from(text, 'latin1')
    .toString('hex')
    .replaceAll(/..(?!$)/g, '$& ');

export const isoSeconds = (moment: number): string =>
  new Date(moment).toISOString().replace(/\.\d{3}Z$/, 'Z');
