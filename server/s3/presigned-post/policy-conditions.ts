/** Whether a form keeps to its policy. */
import { type Refusal, refusal } from '../error-xml.js';
import type { FormFields } from './form-fields.js';
import type { PolicyCondition, PostPolicy } from './post-policy.js';

/** Sizes of the file that the policy allows, in bytes, both inclusive. */
export interface SizeRange {
  readonly minBytes: number;
  readonly maxBytes: number;
}

/** S3's own limit of a POST: 5 GiB. */
const LARGEST_POST = 5 * 1024 ** 3;

const violation = (reason: string): Refusal =>
  refusal(403, 'AccessDenied', `Invalid according to Policy: ${reason}`);

export const EXPIRED = violation('Policy expired.');

/** Needs no condition: what proves the form, the file itself, and what the sender wants ignored. */
const isFree = (name: string): boolean =>
  ['policy', 'x-amz-signature', 'signature', 'awsaccesskeyid', 'file'].includes(name) ||
  name.startsWith('x-ignore-');

const holds = (condition: PolicyCondition, valueOf: (field: string) => string | undefined): boolean => {
  if (condition.kind === 'content-length-range') return condition.range !== null;
  const { kind, field, value } = condition;
  const given = field === null ? undefined : valueOf(field);
  // A field that is not there fails even an empty prefix. A double dollar sign never matches itself: a quirk of S3's.
  if (given === undefined || value.includes('$$')) return false;
  if (kind === 'eq') return given === value;
  // A list of content types: each must begin so.
  const values = field === 'content-type' ? given.split(',').map((type) => type.trim()) : [given];
  return values.every((one) => one.startsWith(value));
};

/** The first condition that does not hold, in the policy's order, then the first field that no condition is about. */
export const refuseConditions = (
  { conditions }: PostPolicy,
  fields: FormFields,
  bucket: string,
): Refusal | null => {
  const inAddress = (field: string): string | undefined => (field === 'bucket' ? bucket : fields.get(field));
  // A field may say the bucket once more; then it is held to the policy like any other.
  const inForm = (field: string): string | undefined => fields.get(field) ?? inAddress(field);
  const failed = conditions.find((condition) => !holds(condition, inAddress) || !holds(condition, inForm));
  if (failed !== undefined) return violation(`Policy Condition failed: ${failed.text}`);
  const covered = new Set(
    conditions.map((condition) => (condition.kind === 'content-length-range' ? null : condition.field)),
  );
  // The bucket is asked for like a field, though it stands in the address.
  const extra = [...fields.all.map(([name]) => name), 'bucket'].find(
    (name) => !isFree(name.toLowerCase()) && !covered.has(name.toLowerCase()),
  );
  return extra === undefined ? null : violation(`Extra input fields: ${extra}`);
};

/** All ranges of a policy hold at once. */
export const allowedSizes = ({ conditions }: PostPolicy): SizeRange => {
  let minBytes = 0;
  let maxBytes = LARGEST_POST;
  for (const condition of conditions) {
    if (condition.kind !== 'content-length-range' || condition.range === null) continue;
    minBytes = Math.max(minBytes, condition.range.from);
    maxBytes = Math.min(maxBytes, condition.range.to);
  }
  return { minBytes, maxBytes };
};

/** null: a file of so many bytes is allowed. */
export const refuseSize = (bytes: number, { minBytes, maxBytes }: SizeRange): Refusal | null => {
  const proposed = ['ProposedSize', String(bytes)] as const;
  if (bytes > maxBytes)
    return refusal(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', [
      proposed,
      ['MaxSizeAllowed', String(maxBytes)],
    ]);
  if (bytes < minBytes)
    return refusal(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', [
      proposed,
      ['MinSizeAllowed', String(minBytes)],
    ]);
  return null;
};
