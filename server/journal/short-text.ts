/**
 * Bounds on what one entry lists, and on the work that it makes. Text is redacted before it is cut to its limit, so that
 * no half of a secret is left; of text that is far longer only the beginning is looked at.
 */
import type { NameValue } from '../../specs/journal.js';
import { LIST_LIMIT, VALUE_LIMIT } from './limits.js';
import { type Redact, withoutCutSecret } from './redact-text.js';

export const short = (text: string, limit: number = VALUE_LIMIT): string =>
  text.length > limit ? `${text.slice(0, limit)}…` : text;

/** Before redaction: twice the limit, so that a secret that begins within it is nearly always seen whole. */
export const bounded = (text: string, limit: number = VALUE_LIMIT): string =>
  text.length > 2 * limit ? `${withoutCutSecret(text.slice(0, 2 * limit))}…` : text;

export const shortRedacted = (text: string, redact: Redact, limit: number = VALUE_LIMIT): string =>
  short(redact(bounded(text, limit)), limit);

/** Before redaction. */
export const boundedPairs = (pairs: readonly NameValue[]): NameValue[] =>
  pairs.slice(0, LIST_LIMIT).map(({ name, value }) => ({ name: bounded(name), value: bounded(value) }));

/** After it. */
export const shortPairs = (pairs: readonly NameValue[]): NameValue[] =>
  pairs.slice(0, LIST_LIMIT).map(({ name, value }) => ({ name: short(name), value: short(value) }));
