/** Bounds on what one entry lists. Text is redacted before it is cut, so that no half of a secret is left. */
import type { NameValue } from '../../specs/journal.js';
import { LIST_LIMIT, VALUE_LIMIT } from './limits.js';

export const short = (text: string, limit: number = VALUE_LIMIT): string =>
  text.length > limit ? `${text.slice(0, limit)}…` : text;

export const shortPairs = (pairs: readonly NameValue[]): NameValue[] =>
  pairs.slice(0, LIST_LIMIT).map(({ name, value }) => ({ name: short(name), value: short(value) }));
