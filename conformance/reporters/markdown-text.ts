/**
 * Text of other people's files in GitHub's Markdown: it shows as it is, and does nothing. Characters that could be
 * markup are written as entities, which are never structure, not even the bar in a table.
 */
import { clipLine } from './clip.js';

/** Stands where two characters together would mean something, and is not seen. */
const APART = '&#8203;';

/** Inside a word an underscore is none, and most names of files have some. The dot of `www.` makes an address. */
const MARKUP = /[&<>`*[\]#|~$^\\"']|_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_|(?<=\bwww)\.|:(?=\/\/)/giu;

const entities = (text: string): string =>
  text.replaceAll(MARKUP, (character) => `&#${character.charCodeAt(0)};`);

/** Prose, on one line. What GitHub makes of plain text, mentions and issue numbers, is kept apart. */
export const mdText = (text: string, most = 500): string =>
  entities(clipLine(text, most))
    .replaceAll('@', `@${APART}`)
    .replaceAll(/&#35;(?=\d)/g, `&#35;${APART}`);

/** A value as code; nothing for none. GitHub looks for no mentions there. */
export const mdCode = (text: string, most = 200): string =>
  text === '' ? '' : `<code>${entities(clipLine(text, most))}</code>`;

/** Text of the catalogue of rules, in which backticks hold code. */
export const mdRule = (text: string): string =>
  text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? mdText(part, 2000) : mdCode(part)))
    .join('');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Columns that stand on the right. */
const NUMBERS = new Set(['Rows', 'Errors', 'Warnings', 'Findings', 'Kept', 'Lost']);

export const mdTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    row(head),
    `|${head.map((name) => (NUMBERS.has(name) ? ' ---: |' : ' --- |')).join('')}`,
    ...rows.map(row),
  ].join('\n');

/** A line that is to be copied: behind a fence longer than any in it. */
export function mdBlock(text: string, most: number): string {
  const line = clipLine(text, most);
  const longest = Math.max(2, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${line}\n${fence}`;
}
