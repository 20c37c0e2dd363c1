/** What a parameter may be: one declaration that reads it and describes it. */
import type { Schema } from './route.js';

export interface Parameter<Value, Needed extends boolean = boolean> {
  readonly description: string;
  readonly schema: Schema;
  readonly required: Needed;
  /** undefined: it is none. */
  readonly read: (text: string) => Value | undefined;
  /** Behind "it takes": what it may be. */
  readonly takes: string;
}

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

type ValueOf<Of> = Of extends Parameter<infer Value> ? Value : never;

/** By name, what was given; required ones are always there. */
export type ValuesOf<Of extends Parameters> = {
  readonly [Name in keyof Of as Of[Name] extends Parameter<unknown, true> ? Name : never]: ValueOf<Of[Name]>;
} & {
  readonly [Name in keyof Of as Of[Name] extends Parameter<unknown, true> ? never : Name]?: ValueOf<Of[Name]>;
};

export const required = <Value>(parameter: Parameter<Value>): Parameter<Value, true> => ({
  ...parameter,
  required: true,
});

/** `from`, `to`: how many characters. */
export const text = (description: string, from: number, to: number): Parameter<string, false> => ({
  description,
  schema: { type: 'string', minLength: from, maxLength: to },
  required: false,
  read: (given) => (given.length >= from && given.length <= to ? given : undefined),
  takes: `${from} to ${to} characters`,
});

/** Both ends included. */
export const wholeNumber = (
  description: string,
  from: number,
  to: number = Number.MAX_SAFE_INTEGER,
): Parameter<number, false> => ({
  description,
  schema: { type: 'integer', minimum: from, maximum: to },
  required: false,
  read: (given) => {
    const value = /^(0|[1-9]\d{0,15})$/.test(given) ? Number(given) : Number.NaN;
    return value >= from && value <= to ? value : undefined;
  },
  takes:
    to === Number.MAX_SAFE_INTEGER ? `a whole number from ${from}` : `a whole number from ${from} to ${to}`,
});

export const choice = <const Choice extends string>(
  description: string,
  choices: readonly Choice[],
): Parameter<Choice, false> => ({
  description,
  schema: { type: 'string', enum: choices },
  required: false,
  read: (given) => choices.find((known) => known === given),
  takes: `one of ${choices.join(', ')}`,
});

export const flag = (description: string): Parameter<boolean, false> => ({
  description,
  schema: { type: 'boolean' },
  required: false,
  read: (given) => (given === 'true' ? true : given === 'false' ? false : undefined),
  takes: 'true or false',
});

/** Milliseconds since 1970. */
export const moment = (description: string): Parameter<number, false> => ({
  description: `${description}: milliseconds since 1970, or ISO 8601 with its zone`,
  schema: {
    oneOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', format: 'date-time' },
    ],
  },
  required: false,
  read: (given) => (/^\d{1,15}$/.test(given) ? Number(given) : isoMoment(given)),
  takes: 'milliseconds since 1970, or a moment such as 2026-01-31T12:00:00Z',
});

const ISO = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970 of an ISO 8601 moment with its zone; undefined: it is none, as 31 February. */
export function isoMoment(given: string): number | undefined {
  const value = ISO.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(value)) return undefined;
  // Date.parse takes 31 February for 3 March.
  const [year = 0, month = 0, day = 0] = given.slice(0, 10).split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? value : undefined;
}

/** What a secret is known by in the journal. */
export const secretId = (description: string): Parameter<string, false> => ({
  description,
  schema: { type: 'string', pattern: '^[0-9a-f]{16}$' },
  required: false,
  read: (given) => (/^[0-9a-f]{16}$/.test(given) ? given : undefined),
  takes: '16 digits of lower-case hex',
});
