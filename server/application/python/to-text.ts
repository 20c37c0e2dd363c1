/** Python's `str()` of a value that came out of JSON, and `repr()` as it appears inside lists and dictionaries. */
import { floatText } from './float-text.js';
import { isDict, isList, type PythonValue } from './value.js';

/** `str(value)`: a text is itself, everything else looks as Python prints it. */
export const toText = (value: PythonValue): string => (typeof value === 'string' ? value : represent(value));

/** `repr(value)`. */
export function represent(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return representString(value);
  if (isList(value)) return `[${value.map(represent).join(', ')}]`;
  if (isDict(value)) {
    return `{${[...value].map(([key, member]) => `${representString(key)}: ${represent(member)}`).join(', ')}}`;
  }
  return 'int' in value ? value.int : floatText(value.float);
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** What `str.isprintable` denies, and the backslash. The blank is printable, other spaces are not. */
const ESCAPED = /[\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** Single quotes, unless the text has such and no double ones. */
export function representString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(ESCAPED, (character) => SHORT.get(character) ?? escapeCode(character));
  return quote + (quote === "'" ? escaped.replaceAll("'", String.raw`\'`) : escaped) + quote;
}

function escapeCode(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
