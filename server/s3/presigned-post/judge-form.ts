/** Whether a form may store its file, as S3 decides it: everything before the file, before the first byte of it. */
import { type Refusal, refusal } from '../error-xml.js';
import type { ObjectAttributes } from '../object-store.js';
import { type FormField, type FormFields, readFields } from './form-fields.js';
import { invalidArgument, refuseKeyLength } from '../refusals.js';
import { type FormAccess, missingField, refuseSignature } from './form-signature.js';
import { allowedSizes, EXPIRED, refuseConditions, type SizeRange } from './policy-conditions.js';
import { parsePolicy } from './post-policy.js';

export interface PostedForm extends FormAccess {
  /** In the order they came, up to the file. */
  readonly fields: readonly FormField[];
  /** As the client gave it, paths and all; null: the file had none. */
  readonly fileName: string | null;
  /** Of the address, not of a field. */
  readonly bucket: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What the client asked to be told. */
export type PostAnswer =
  | { readonly status: 200 | 201 | 204 }
  /** Address that `bucket`, `key` and `etag` are appended to. */
  | { readonly status: 303; readonly redirect: string };

export interface AcceptedForm extends SizeRange {
  readonly kind: 'accept';
  readonly key: string;
  readonly answer: PostAnswer;
  readonly attributes: ObjectAttributes;
  /** Lower-case hex; names the form among those that were issued. */
  readonly signature: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export type FormVerdict = AcceptedForm | ({ readonly kind: 'refuse' } & Refusal);

const refuseKey = (key: string): Refusal | null =>
  key === ''
    ? invalidArgument('User key must have a length greater than 0.', 'key', '')
    : refuseKeyLength(key);

/** A redirect that is no address is passed over, a status that S3 does not know is 204. */
const answerOf = (fields: FormFields): PostAnswer => {
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect');
  if (redirect !== undefined && /^https?:\/\//i.test(redirect) && URL.canParse(redirect))
    return { status: 303, redirect };
  const status = fields.get('success_action_status');
  if (status === '200') return { status: 200 };
  return status === '201' ? { status: 201 } : { status: 204 };
};

const METADATA = 'x-amz-meta-';

const attributesOf = (fields: FormFields): ObjectAttributes => ({
  contentType: fields.get('content-type') ?? null,
  metadata: Object.fromEntries(
    fields.all
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => name.startsWith(METADATA))
      .map(([name, value]) => [name.slice(METADATA.length), value]),
  ),
});

const refuse = (refused: Refusal): FormVerdict => ({ kind: 'refuse', ...refused });

export const judgeForm = (form: PostedForm): FormVerdict => {
  const fields = readFields(form.fields, form.fileName);
  const key = fields.get('key');
  if (key === undefined) return refuse(missingField('key'));
  const unsigned = refuseSignature(fields, form);
  if (unsigned !== null) return refuse(unsigned);
  const parsed = parsePolicy(fields.get('policy') ?? '');
  if (parsed.kind === 'malformed')
    return refuse(refusal(400, 'InvalidPolicyDocument', `Invalid Policy: ${parsed.reason}`));
  const { policy } = parsed;
  if (form.now > policy.expires) return refuse(EXPIRED);
  const refused = refuseConditions(policy, fields, form.bucket) ?? refuseKey(key);
  if (refused !== null) return refuse(refused);
  return {
    kind: 'accept',
    key,
    answer: answerOf(fields),
    attributes: attributesOf(fields),
    signature: fields.get('x-amz-signature') ?? '',
    expires: policy.expires,
    ...allowedSizes(policy),
  };
};
