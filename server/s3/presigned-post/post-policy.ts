/** The policy of a presigned POST: base64 of JSON that says until when, and what the form may say. */

/** One thing that must hold, with the words in which S3 says that it does not. */
export type PolicyCondition = { readonly text: string } & (
  | {
      readonly kind: 'eq' | 'starts-with';
      /** Lower case, without the dollar sign. null: the dollar sign was forgotten, which never holds. */
      readonly field: string | null;
      readonly value: string;
    }
  | {
      readonly kind: 'content-length-range';
      /** Bytes, both inclusive. null: no numbers, which never holds. */
      readonly range: { readonly from: number; readonly to: number } | null;
    }
);

export interface PostPolicy {
  /** Milliseconds since 1970. */
  readonly expires: number;
  readonly conditions: readonly PolicyCondition[];
}

/** Or why there is none: one line, as S3 words it behind `Invalid Policy: `. */
export type ParsedPolicy =
  | { readonly kind: 'policy'; readonly policy: PostPolicy }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Carries the reason out of the depth of the document; never leaves this file. */
class MalformedPolicyError extends Error {
  readonly code = 'MALFORMED_POLICY';
}

const malformed = (reason: string): never => {
  throw new MalformedPolicyError(reason);
};

const INVALID_JSON = 'Invalid JSON.';

/** S3 prints a condition with a space behind each comma. */
const printed = (parts: readonly unknown[]): string =>
  `[${parts.map((part) => JSON.stringify(part)).join(', ')}]`;

const decodeBase64 = (text: string): string => {
  const bare = text.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(bare) || bare.length % 4 !== 0) malformed('invalid Base64 encoding.');
  return Buffer.from(bare, 'base64').toString('utf8');
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return malformed(INVALID_JSON);
  }
};

const simpleCondition = (condition: Readonly<Record<string, unknown>>): PolicyCondition => {
  const [entry, ...others] = Object.entries(condition);
  if (entry === undefined || others.length > 0)
    return malformed('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
  const [name, value] = entry;
  if (value === null) return malformed(INVALID_JSON);
  if (typeof value !== 'string') return malformed('Invalid Simple-Condition: value must be a string.');
  return { kind: 'eq', field: name.toLowerCase(), value, text: printed(['eq', `$${name}`, value]) };
};

/** Whole numbers, or text of such. */
const bound = (operand: unknown): number | null => {
  if (typeof operand === 'number') return Number.isSafeInteger(operand) ? operand : malformed(INVALID_JSON);
  if (typeof operand !== 'string') return malformed(INVALID_JSON);
  return /^-?\d{1,15}$/.test(operand) ? Number(operand) : null;
};

const listCondition = (condition: readonly unknown[]): PolicyCondition => {
  const [named, first, second] = condition;
  if (typeof named !== 'string') return malformed('Invalid Condition: missing operation identifier.');
  const kind = named.toLowerCase();
  const text = printed(condition);
  if (kind !== 'eq' && kind !== 'starts-with' && kind !== 'content-length-range')
    return malformed(`Invalid Condition: unknown operation '${named}'.`);
  if (condition.length !== 3) return malformed(`Invalid ${kind}: wrong number of arguments.`);
  if (kind === 'content-length-range') {
    const from = bound(first);
    const to = bound(second);
    return { kind, text, range: from === null || to === null ? null : { from, to } };
  }
  if (typeof first !== 'string' || typeof second !== 'string') return malformed(INVALID_JSON);
  return { kind, text, field: first.startsWith('$') ? first.slice(1).toLowerCase() : null, value: second };
};

const toCondition = (condition: unknown): PolicyCondition => {
  if (Array.isArray(condition)) return listCondition(condition);
  if (typeof condition !== 'object' || condition === null)
    return malformed('Invalid condition test: must be a List or Object.');
  return simpleCondition(condition as Readonly<Record<string, unknown>>);
};

/** UTC with a Z: S3 reads no offset. */
const toMoment = (expiration: unknown): number => {
  if (expiration === undefined) return malformed('Policy missing expiration.');
  const moment =
    typeof expiration === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(expiration)
      ? Date.parse(expiration)
      : Number.NaN;
  return Number.isNaN(moment) ? malformed(`Invalid 'expiration' value: '${String(expiration)}'`) : moment;
};

const toPolicy = (document: unknown): PostPolicy => {
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return malformed(INVALID_JSON);
  const members = new Map(
    Object.entries(document).map(([name, value]) => [name.toLowerCase(), value as unknown]),
  );
  for (const name of members.keys())
    if (name !== 'expiration' && name !== 'conditions') malformed(`Unexpected: '${name}'`);
  const expires = toMoment(members.get('expiration'));
  const conditions = members.get('conditions');
  if (conditions === undefined) return malformed('Policy missing conditions.');
  if (!Array.isArray(conditions)) return malformed("Invalid 'conditions' value: must be a List.");
  return { expires, conditions: conditions.map(toCondition) };
};

export const parsePolicy = (base64: string): ParsedPolicy => {
  try {
    return { kind: 'policy', policy: toPolicy(parseJson(decodeBase64(base64))) };
  } catch (error) {
    if (error instanceof MalformedPolicyError) return { kind: 'malformed', reason: error.message };
    throw error;
  }
};
