/** `Content-Type` and other headers of a value with parameters, read as leniently as Werkzeug 1.0 does. */

export interface HeaderValue {
  /** Up to the first `;`, `,` or blank, lower case. */
  readonly value: string;
  /** Names in lower case; the last of several counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;\s*([^\s;,=*]+)(\*)?\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^;,\s]*))?/g;

export function readHeaderValue(header: string): HeaderValue {
  const value = /^\s*([^;,\s]+)/.exec(header)?.[1]?.toLowerCase() ?? '';
  const parameters = new Map<string, string>();
  for (const [, name = '', extended, quoted = ''] of header.matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), extended ? decodeExtended(quoted) : unquote(quoted));
  }
  return { value, parameters };
}

/** Only backslashes and quotes are escaped; a Windows share (`\\host`) is left alone. */
function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const inner = text.slice(1, -1);
  if (inner.startsWith('\\\\')) return inner;
  return inner.replaceAll('\\\\', '\\').replaceAll(String.raw`\"`, '"');
}

/** `UTF-8''%E0%A4%A6` of RFC 5987. */
function decodeExtended(text: string): string {
  const encoded = text.split("'").slice(2).join("'");
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** `application/json` and `application/*+json`. */
export const isJsonType = (type: string): boolean =>
  type === 'application/json' || (type.startsWith('application/') && type.endsWith('+json'));
