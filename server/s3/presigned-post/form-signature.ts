/** Who signed a form, and whether they did: the policy, as sent, under the key of the credential's day. */
import { timingSafeEqual } from 'node:crypto';
import { type Refusal, refusal } from '../error-xml.js';
import { signature, signingKey } from '../signing/signing-key.js';
import type { FormFields } from './form-fields.js';

export interface FormAccess {
  /** Secret of an access key; null: there is no such key. */
  readonly access: (accessKeyId: string) => string | null;
  readonly region: string;
}

/** Lower-case names of what a signed form must have beside its policy, in the order in which S3 misses them. */
const SIGNATURE_FIELDS = [
  ['x-amz-signature', 'X-Amz-Signature'],
  ['x-amz-algorithm', 'X-Amz-Algorithm'],
  ['x-amz-credential', 'X-Amz-Credential'],
  ['x-amz-date', 'X-Amz-Date'],
] as const;

export const invalidArgument = (message: string, name: string, value: string): Refusal =>
  refusal(400, 'InvalidArgument', message, [
    ['ArgumentName', name],
    ['ArgumentValue', value],
  ]);

export const missingField = (name: string): Refusal =>
  invalidArgument(
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    name,
    '',
  );

const ANONYMOUS = refusal(403, 'AccessDenied', 'Access Denied');

/** An anonymous form, one of the older signature, or one that lacks a part of its signature. */
const incomplete = (fields: FormFields): Refusal | null => {
  const missing = SIGNATURE_FIELDS.find(([field]) => fields.get(field) === undefined);
  if (fields.get('policy') === undefined) return ANONYMOUS;
  if (missing === undefined) return null;
  if (SIGNATURE_FIELDS.some(([field]) => fields.get(field) !== undefined)) return missingField(missing[1]);
  if (fields.get('signature') === undefined && fields.get('awsaccesskeyid') === undefined) return ANONYMOUS;
  return refusal(
    400,
    'InvalidRequest',
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  );
};

interface Credential {
  readonly accessKeyId: string;
  readonly day: string;
}

const readCredential = (credential: string, date: string, region: string): Credential | Refusal => {
  const wrong = (message: string): Refusal => invalidArgument(message, 'X-Amz-Credential', credential);
  const parts = credential.split('/');
  // An access key may hold slashes; the scope behind it is four words.
  const [day = '', given = '', service = '', terminal = ''] = parts.slice(-4);
  const accessKeyId = parts.slice(0, -4).join('/');
  if (parts.length < 5)
    return wrong(
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  if (accessKeyId === '') return wrong('a non-empty Access Key (AKID) must be provided in the credential.');
  if (!/^\d{8}$/.test(day))
    return wrong(
      `incorrect date format "${day}". This date in the credential must be in the format "yyyyMMdd".`,
    );
  if (given !== region) {
    const { status, code, message, details } = wrong(`the region '${given}' is wrong; expecting '${region}'`);
    return refusal(status, code, message, [...details, ['Region', region]]);
  }
  if (service !== 's3') return wrong(`incorrect service "${service}". This endpoint belongs to "s3".`);
  if (terminal !== 'aws4_request')
    return wrong(`incorrect terminal "${terminal}". This endpoint uses "aws4_request".`);
  if (day !== date.slice(0, 8))
    return wrong(
      `Invalid credential date "${day}". This date is not the same as X-Amz-Date: "${date.slice(0, 8)}".`,
    );
  return { accessKeyId, day };
};

const equal = (a: string, b: string): boolean => {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
};

const mismatch = (accessKeyId: string, policy: string, provided: string): Refusal =>
  refusal(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    [
      ['AWSAccessKeyId', accessKeyId],
      ['StringToSign', policy],
      ['SignatureProvided', provided],
      [
        'StringToSignBytes',
        Buffer.from(policy)
          .toString('hex')
          .replaceAll(/..(?!$)/g, '$& '),
      ],
    ],
  );

/** null: the form is signed by one of our keys. */
export const refuseSignature = (fields: FormFields, { access, region }: FormAccess): Refusal | null => {
  const lacking = incomplete(fields);
  if (lacking !== null) return lacking;
  const value = (name: string): string => fields.get(name) ?? '';
  const [algorithm, date, policy] = [value('x-amz-algorithm'), value('x-amz-date'), value('policy')];
  if (algorithm !== 'AWS4-HMAC-SHA256')
    return invalidArgument('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"', 'X-Amz-Algorithm', algorithm);
  // Misspelt as it is on the wire.
  if (!/^\d{8}T\d{6}Z$/.test(date))
    return invalidArgument('X-Amz-Date must be formated via ISO8601 Long format', 'X-Amz-Date', date);
  const credential = readCredential(value('x-amz-credential'), date, region);
  if ('status' in credential) return credential;
  const { accessKeyId, day } = credential;
  const secret = access(accessKeyId);
  if (secret === null)
    return refusal(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      [['AWSAccessKeyId', accessKeyId]],
    );
  const provided = value('x-amz-signature');
  const expected = signature(signingKey(secret, day, region), policy);
  return equal(expected, provided) ? null : mismatch(accessKeyId, policy, provided);
};
