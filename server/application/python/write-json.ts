/** JSON as Python's json module writes it by default: ASCII only, everything else as `\uXXXX`. */
import { asciiString } from '../../s3/signing/ascii-string.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface JsonStyle {
  /** Between members. */
  readonly comma: string;
  /** Between a key and its value. */
  readonly colon: string;
  /** By code point, as Python sorts; otherwise as given. */
  readonly sortKeys: boolean;
}

/** `json.dumps(value)`. */
export const PLAIN_JSON: JsonStyle = { comma: ', ', colon: ': ', sortKeys: false };

/** What Flask makes of a dictionary that a view returns (which it ends with a newline besides). */
export const FLASK_JSON: JsonStyle = { comma: ',', colon: ':', sortKeys: true };

export function writeJson(value: Json, style: JsonStyle): string {
  if (typeof value === 'string') return asciiString(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (isArray(value)) return `[${value.map((member) => writeJson(member, style)).join(style.comma)}]`;
  const entries = Object.entries(value);
  if (style.sortKeys) entries.sort(([a], [b]) => compareCodePoints(a, b));
  const members = entries.map(([key, member]) => asciiString(key) + style.colon + writeJson(member, style));
  return `{${members.join(style.comma)}}`;
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Order of code points; JavaScript's own order is that of UTF-16, which puts U+10000 before U+E000. */
export function compareCodePoints(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    const leftHigh = left >= 0xd800 && left <= 0xdfff;
    const rightHigh = right >= 0xd800 && right <= 0xdfff;
    return leftHigh === rightHigh ? left - right : leftHigh ? 1 : -1;
  }
  return a.length - b.length;
}
