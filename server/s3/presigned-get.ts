/** Who may download by link: the query that `presignGet` makes, checked against the request as it came. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Refusal, refusal } from './error-xml.js';
import type { FormAccess } from './presigned-post/form-signature.js';
import { signature, signingKey } from './signing/signing-key.js';

export interface GetTarget {
  readonly bucket: string;
  readonly key: string;
}

export type GetVerdict =
  ({ readonly kind: 'accept' } & GetTarget) | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** Seconds that a link may live: a week, as S3 has it. */
const LONGEST = 604_800;

const refuse = (
  status: number,
  code: string,
  message: string,
  details: Refusal['details'] = [],
): GetVerdict => ({
  kind: 'refuse',
  refusal: refusal(status, code, message, details),
});

const queryError = (message: string): GetVerdict => refuse(400, 'AuthorizationQueryParametersError', message);

/** `now`: milliseconds since 1970. */
export function judgeGet(
  request: IncomingMessage,
  { access, region }: FormAccess,
  buckets: readonly string[],
  now: number,
): GetVerdict {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const given = new Map(query.split('&').map((part) => readPart(part)));
  const sent = given.get('X-Amz-Signature');
  if (sent === undefined) return refuse(403, 'AccessDenied', 'Access Denied');
  const target = targetOf(request, path, buckets);
  if (target === null) return refuse(400, 'InvalidURI', "Couldn't parse the specified URI.", [['URI', path]]);
  if (given.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256')
    return queryError('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  const [keyId = '', day = '', inRegion, service, end] = (given.get('X-Amz-Credential') ?? '').split('/');
  const date = given.get('X-Amz-Date') ?? '';
  const lifetime = Number(given.get('X-Amz-Expires'));
  if (
    !/^\d{8}T\d{6}Z$/.test(date) ||
    !date.startsWith(day) ||
    inRegion !== region ||
    service !== 's3' ||
    end !== 'aws4_request'
  )
    return queryError(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  if (!Number.isInteger(lifetime) || lifetime < 0) return queryError('X-Amz-Expires should be a number');
  if (lifetime > LONGEST)
    return queryError(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  const expires = momentOf(date) + lifetime * 1000;
  if (now > expires)
    return refuse(403, 'AccessDenied', 'Request has expired', [
      ['X-Amz-Expires', String(lifetime)],
      ['Expires', isoSeconds(expires)],
      ['ServerTime', isoSeconds(now)],
    ]);
  const secret = access(keyId);
  if (secret === null)
    return refuse(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      [['AWSAccessKeyId', keyId]],
    );
  const text = stringToSign(request, path, query, { date, scope: `${day}/${region}/s3/aws4_request` }, given);
  const expected = signature(signingKey(secret, day, region), text);
  if (!isSame(expected, sent))
    return refuse(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      [
        ['AWSAccessKeyId', keyId],
        ['StringToSign', text],
        ['SignatureProvided', sent],
      ],
    );
  return { kind: 'accept', ...target };
}

function targetOf(request: IncomingMessage, path: string, buckets: readonly string[]): GetTarget | null {
  const name = (request.headers.host ?? '').toLowerCase();
  const byHost = buckets.find((bucket) => name.startsWith(`${bucket}.`));
  const [, bucket = byHost, raw = ''] =
    byHost === undefined ? (/^\/([^/]+)\/(.+)$/s.exec(path) ?? []) : ['', byHost, path.slice(1)];
  const key = decode(raw);
  return bucket === undefined || key === null || key === '' ? null : { bucket, key };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function readPart(part: string): readonly [string, string] {
  const [name = '', value = ''] = part.split(/=(.*)/s);
  return [decode(name) ?? name, decode(value) ?? value];
}

function stringToSign(
  request: IncomingMessage,
  path: string,
  query: string,
  { date, scope }: { readonly date: string; readonly scope: string },
  given: ReadonlyMap<string, string>,
): string {
  const names = (given.get('X-Amz-SignedHeaders') ?? '').split(';');
  const headers = names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`).join('');
  const signed = query
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('X-Amz-Signature='))
    .map((part) => (part.includes('=') ? part : `${part}=`))
    .toSorted();
  // A link is signed for GET; S3 takes the method of the request, so HEAD needs a link of its own.
  const canonical = [
    request.method ?? 'GET',
    path,
    signed.join('&'),
    headers,
    names.join(';'),
    'UNSIGNED-PAYLOAD',
  ];
  const digest = createHash('sha256').update(canonical.join('\n')).digest('hex');
  return ['AWS4-HMAC-SHA256', date, scope, digest].join('\n');
}

function isSame(expected: string, sent: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(sent)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const momentOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));

const isoSeconds = (moment: number): string => new Date(moment).toISOString().replace(/\.\d{3}Z$/, 'Z');
