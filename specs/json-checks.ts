/** Checks of JSON that somebody wrote by hand: every problem one line, its place and its mend. */
import { closest } from './closest.js';

/** Looks at a value; `path` is empty for the document itself. */
export type JsonCheck = (value: unknown, path: string, tell: (problem: string) => void) => void;

export interface Property {
  readonly check: JsonCheck;
  readonly required: boolean;
}

export const required = (check: JsonCheck): Property => ({ check, required: true });
export const optional = (check: JsonCheck): Property => ({ check, required: false });

/** JavaScript's writing of a path: `faults[2].action.kind`. */
const below = (path: string, name: string): string => {
  if (!/^[A-Za-z_$][\w$]{0,99}$/.test(name)) return `${path}[${quoted(name)}]`;
  return path === '' ? name : `${path}.${name}`;
};

/** Somebody's value in a message: one line, and not all of a long one. */
export const shown = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? quoted(value) : String(value);
};

/** Nothing in it can end the line or speak to a terminal. */
const quoted = (text: string): string =>
  JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text).replaceAll(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const didYouMean = (name: string, known: readonly string[]): string => {
  const [nearest] = closest(name.slice(0, 100), known);
  return nearest === undefined ? `there are ${known.join(', ')}` : `did you mean \`${nearest}\`?`;
};

const place = (path: string): string => (path === '' ? 'the document' : path);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** No other properties than these. One that is `undefined` is not there, as in JSON. */
export const object =
  (properties: Readonly<Record<string, Property>>): JsonCheck =>
  (value, path, tell) => {
    if (!isObject(value)) return tell(`${place(path)}: must be an object, not ${shown(value)}`);
    for (const [name, property] of Object.entries(properties)) {
      const given = Object.hasOwn(value, name) ? value[name] : undefined;
      if (given !== undefined) property.check(given, below(path, name), tell);
      else if (property.required) tell(`${below(path, name)}: is missing`);
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(properties, name))
        tell(`${below(path, name)}: unknown property; ${didYouMean(name, Object.keys(properties))}`);
    }
  };

/** Both inclusive. */
export const integer =
  (least: number, most: number): JsonCheck =>
  (value, path, tell) => {
    if (!Number.isInteger(value) || Number(value) < least || Number(value) > most)
      tell(`${path}: must be a whole number from ${least} to ${most}, not ${shown(value)}`);
  };

/** Above `least`, up to and with `most`. */
export const numberAbove =
  (least: number, most: number): JsonCheck =>
  (value, path, tell) => {
    if (typeof value !== 'number' || !(value > least && value <= most))
      tell(`${path}: must be a number above ${least} and up to ${most}, not ${shown(value)}`);
  };

/** Lengths in characters (code points), as JSON Schema counts them. */
export const text =
  (least: number, most: number, pattern: RegExp = /^/, kind = 'a text'): JsonCheck =>
  (value, path, tell) => {
    if (typeof value !== 'string') return tell(`${path}: must be ${kind}, not ${shown(value)}`);
    if (!hasLength(value, least, most)) tell(`${path}: must have ${least} to ${most} characters`);
    else if (!pattern.test(value)) tell(`${path}: must be ${kind}, not ${shown(value)}`);
  };

const hasLength = (value: string, least: number, most: number): boolean => {
  if (value.length < least || value.length > most * 2) return false;
  let characters = 0;
  for (const _ of value) characters++;
  return characters >= least && characters <= most;
};

/** `what` is what the texts are called: kind, step. */
export const oneOf =
  (known: readonly string[], what: string): JsonCheck =>
  (value, path, tell) => {
    if (typeof value !== 'string')
      tell(`${path}: must be a ${what}, not ${shown(value)}; there are ${known.join(', ')}`);
    else if (!known.includes(value))
      tell(`${path}: unknown ${what} \`${quoted(value).slice(1, -1)}\`; ${didYouMean(value, known)}`);
  };

export const list =
  (check: JsonCheck, least: number, most: number): JsonCheck =>
  (value, path, tell) => {
    if (!Array.isArray(value)) return tell(`${place(path)}: must be a list, not ${shown(value)}`);
    if (value.length < least || value.length > most)
      return tell(`${path}: must have ${least} to ${most} entries, not ${value.length}`);
    for (const [index, entry] of value.entries()) check(entry, `${path}[${index}]`, tell);
  };

/** Any names that `name` lets pass. */
export const record =
  (name: JsonCheck, check: JsonCheck, most: number): JsonCheck =>
  (value, path, tell) => {
    if (!isObject(value)) return tell(`${path}: must be an object, not ${shown(value)}`);
    const entries = Object.entries(value);
    if (entries.length > most)
      return tell(`${path}: must have at most ${most} entries, not ${entries.length}`);
    for (const [key, entry] of entries) {
      name(key, below(path, key), tell);
      check(entry, below(path, key), tell);
    }
  };
