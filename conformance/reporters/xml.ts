/** XML 1.0 as text. Values come from other people's files: whatever they hold, the document stays well-formed. */

/** Not allowed in XML 1.0, not even as a reference: most controls, lone surrogates, two non-characters. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Readers turn bare ones in an attribute into blanks, and CR LF in text into LF.
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

const allowed = (text: string): string =>
  text.replaceAll(FORBIDDEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/** Text between tags. Forbidden characters are spelled out as `\u{…}`. */
export const xmlText = (text: string): string =>
  allowed(text).replaceAll(/[&<>\r]/g, (character) => ESCAPES[character] ?? character);

const xmlValue = (text: string): string =>
  allowed(text).replaceAll(/[&<>"\n\r\t]/g, (character) => ESCAPES[character] ?? character);

/** ` name="value"` for each that has a value. */
export const xmlAttributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlValue(String(value))}"`)
    .join('');
