/** HTML as text. Whatever is put into a template is text of somebody's file until it says that it is markup. */
import { clipLine } from '../clip.js';

export interface Markup {
  readonly html: string;
}

type Part = Markup | readonly Markup[] | string | number | false | null | undefined;

/** UTF-16 units of one text; nothing that is longer is read by people. */
const LONGEST = 2000;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text between tags and for values in double quotes; what is not to be seen stands as `\u{…}`. */
const escapeHtml = (text: string, most = LONGEST): string =>
  clipLine(text, most).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** Text that may be longer than others, such as a header line of 230 columns. */
export const longText = (text: string, most: number): Markup => ({ html: escapeHtml(text, most) });

export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  html: strings.reduce((whole, string, index) => `${whole}${htmlOf(parts[index - 1])}${string}`),
});

function htmlOf(part: Part): string {
  if (part === false || part === null || part === undefined) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(({ html }) => html).join('');
}

/**
 * JSON for a `<script type="application/json">`: no character in it can end the element, or begin a comment in which
 * its end would be looked for.
 */
export const scriptJson = (value: unknown): Markup => ({
  html: JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ),
});

/** A name that may be broken behind `/` and `_`, and only in need elsewhere. */
export const pathCode = (path: string): Markup => ({
  html: `<code>${escapeHtml(path).replaceAll(/[/_](?=.)/g, '$&<wbr>')}</code>`,
});
