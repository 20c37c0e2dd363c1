/** What a request's JSON body may be: one declaration that reads it and describes it. */
import { closest } from '../../../specs/closest.js';
import { Refusal } from '../refusal.js';
import { visible } from '../visible.js';
import type { Schema } from './route.js';

export interface Body<Value> {
  readonly schema: Schema;
  /** Bytes at most. */
  readonly limit: number;
  /** false: it may be left out, and is read as undefined. */
  readonly required: boolean;
  /** Throws `Refusal`. */
  readonly read: (json: unknown) => Value;
}

export const SMALL_BODY = 16 * 1_024;

type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object that may have these, and no other. Throws `Refusal` with `mend`. */
export function readFields(json: unknown, names: readonly string[], mend: string): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Refusal(400, mend);
  const unknown = Object.keys(json).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Refusal(400, `there is no field ${quoted(unknown)}${didYouMean(unknown, names)}: ${mend}`);
  return json as Fields;
}

/** ` (did you mean x?)`, or nothing. */
export function didYouMean(name: string, names: readonly string[]): string {
  const [best] = closest(name.slice(0, 100), names);
  return best === undefined ? '' : ` (did you mean ${best}?)`;
}

/** For a message: one line, not too long. */
export const quoted = (given: string): string =>
  `"${visible(given.length > 60 ? `${given.slice(0, 60)}…` : given)}"`;
