/** Who signed a form, and whether they did: the policy, as sent, under the key of the credential's day. */
import type { Refusal } from '../error-xml.js';
import { ACCESS_DENIED, invalidArgument } from '../refusals.js';
import { readCredential } from '../signing/credential.js';
import { isSameSignature } from '../signing/same-signature.js';
import { signature, signingKey } from '../signing/signing-key.js';
import { mismatch, OLD_SIGNATURE, unknownKey } from '../signing/signing-refusals.js';
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

export const missingField = (name: string): Refusal =>
  invalidArgument(
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    name,
    '',
  );

/** An anonymous form, one of the older signature, or one that lacks a part of its signature. */
const incomplete = (fields: FormFields): Refusal | null => {
  const missing = SIGNATURE_FIELDS.find(([field]) => fields.get(field) === undefined);
  if (fields.get('policy') === undefined) return ACCESS_DENIED;
  if (missing === undefined) return null;
  if (SIGNATURE_FIELDS.some(([field]) => fields.get(field) !== undefined)) return missingField(missing[1]);
  if (fields.get('signature') === undefined && fields.get('awsaccesskeyid') === undefined)
    return ACCESS_DENIED;
  return OLD_SIGNATURE;
};

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
  const sent = value('x-amz-credential');
  const wrong = (message: string): Refusal => invalidArgument(message, 'X-Amz-Credential', sent);
  const credential = readCredential(sent, region);
  if ('fault' in credential) {
    const refused = wrong(credential.fault);
    return { ...refused, details: [...refused.details, ...credential.details] };
  }
  const { accessKeyId, day } = credential;
  if (day !== date.slice(0, 8))
    return wrong(
      `Invalid credential date "${day}". This date is not the same as X-Amz-Date: "${date.slice(0, 8)}".`,
    );
  const secret = access(accessKeyId);
  if (secret === null) return unknownKey(accessKeyId);
  const provided = value('x-amz-signature');
  const expected = signature(signingKey(secret, day, region), policy);
  return isSameSignature(expected, provided)
    ? null
    : mismatch({ accessKeyId, stringToSign: Buffer.from(policy).toString('latin1'), provided });
};
