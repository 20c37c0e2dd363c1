/** The values that a report is made of, as checks. */
import { list, shown } from './json-checks.js';
import type { JsonCheck } from './json-checks.js';

/** No report comes near; what does is not read to its end. */
export const MOST = 10_000_000;

export const any: JsonCheck = () => undefined;

export const is =
  (fits: (value: unknown) => boolean, what: string): JsonCheck =>
  (value, path, tell) => {
    if (!fits(value)) tell(`${path}: must be ${what}, not ${shown(value)}`);
  };

export const string = is((value) => typeof value === 'string', 'a text');
export const filledText = is(
  (value) => typeof value === 'string' && value !== '',
  'a text that is not empty',
);
export const boolean = is((value) => typeof value === 'boolean', 'true or false');
export const count = is(
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'a whole number from 0 on',
);
export const fromOne = is(
  (value) => Number.isSafeInteger(value) && Number(value) > 0,
  'a whole number from 1 on',
);
export const duration = is((value) => Number.isFinite(value) && Number(value) >= 0, 'a number from 0 on');
export const literal = (wanted: unknown): JsonCheck => is((value) => value === wanted, shown(wanted));

export const many = (check: JsonCheck): JsonCheck => list(check, 0, MOST);
export const orNull =
  (check: JsonCheck): JsonCheck =>
  (value, path, tell) => {
    if (value !== null) check(value, path, tell);
  };

export const texts = many(string);
