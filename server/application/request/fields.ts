/**
 * How the application reads the fields of a POST (Flask-RESTful's reqparse over JSON, query and form): the values of
 * all three in this order, each turned to text as Python would.
 */
import { ApplicationFailure, Refusal } from '../failure.js';
import { decodeJson } from '../python/decode-json.js';
import { JsonSyntaxError, readJson } from '../python/read-json.js';
import { toText } from '../python/to-text.js';
import { isDict, isList, type PythonValue } from '../python/value.js';
import type { RequestBody } from './body.js';
import { isJsonType, readHeaderValue } from './media-type.js';
import { readMultipart } from './multipart.js';
import { decodePercent } from './target.js';

export interface FieldSources {
  readonly query: string;
  readonly contentType: string;
  readonly body: RequestBody;
}

export type FieldName = 'filename' | 'bucket';

export interface Fields {
  /** Of several values the first. null: missing, or JSON's null. */
  readonly first: (name: FieldName) => string | null;
  /** null members are JSON's. */
  readonly all: (name: FieldName) => readonly (string | null)[];
}

/** Throws Refusal (400) for a body that does not parse, ApplicationFailure where the real application breaks. */
export function readFields(sources: FieldSources): Fields {
  const { value: type, parameters } = readHeaderValue(sources.contentType);
  const pairs = [
    ...(isJsonType(type) ? jsonPairs(parseJson(sources.body.bytes)) : []),
    ...decodeForm(sources.query),
    ...formPairs(type, parameters.get('boundary'), sources.body),
  ];
  const all = (name: FieldName): (string | null)[] =>
    pairs.filter(([key]) => key === name).map(([, value]) => (value === null ? null : toText(value)));
  return { all, first: (name) => all(name)[0] ?? null };
}

/** The only ones that any endpoint asks for; a form of a million others is read past. */
const FIELD_NAMES: ReadonlySet<string> = new Set<FieldName>(['filename', 'bucket']);

type Pair = readonly [name: PythonValue, value: PythonValue];

function parseJson(bytes: Uint8Array): PythonValue {
  try {
    return readJson(decodeJson(bytes));
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new Refusal(400);
    throw new ApplicationFailure('RecursionError in the JSON reader', { cause: error });
  }
}

/** An object's lists are several values; anything else must be iterable, and its members pairs. */
function jsonPairs(document: PythonValue): Pair[] {
  if (document === null) return [];
  if (isDict(document)) {
    return [...document].flatMap(([name, value]): Pair[] =>
      isList(value) ? value.map((member) => [name, member]) : [[name, value]],
    );
  }
  return members(document).map((member) => {
    const [name, value, ...more] = members(member);
    if (name === undefined || value === undefined || more.length > 0) {
      throw new ApplicationFailure('ValueError: not a pair');
    }
    if (isList(name) || isDict(name)) throw new ApplicationFailure('TypeError: unhashable field name');
    return [name, value];
  });
}

/** What Python yields when it iterates over the value. */
function members(value: PythonValue): readonly PythonValue[] {
  if (typeof value === 'string') return Array.from(value);
  if (isList(value)) return value;
  if (isDict(value)) return [...value.keys()];
  throw new ApplicationFailure('TypeError: not iterable');
}

function formPairs(type: string, boundary: string | undefined, body: RequestBody): readonly Pair[] {
  switch (type) {
    case 'application/x-www-form-urlencoded':
    case 'application/x-url-encoded':
      return decodeForm(body.bytes.toString('latin1'));
    case 'multipart/form-data':
      // Only the multipart reader insists on the announced length.
      if (body.cut) throw new Refusal(400);
      return readMultipart(body.bytes, boundary).fields;
    default:
      return [];
  }
}

/** `text` holds one character a byte. A name without `=` has an empty value. */
function decodeForm(text: string): Pair[] {
  const pairs: Pair[] = [];
  let equals = -1;
  for (let at = 0; at < text.length;) {
    const end = indexOrEnd(text, '&', at);
    // Remembered: in a form without any, each search would go to the end.
    if (equals < at) equals = indexOrEnd(text, '=', at);
    const split = Math.min(equals, end);
    const name = decodePercent(text.slice(at, split), true);
    if (end > at && FIELD_NAMES.has(name))
      pairs.push([name, decodePercent(text.slice(split + 1, end), true)]);
    at = end + 1;
  }
  return pairs;
}

function indexOrEnd(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at;
}
