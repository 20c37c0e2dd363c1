/** How a value is shown in a finding. */
import type { ExpectedColumn } from './expectation.js';

/** Characters of a value that a finding shows. */
export const SHOWN_CHARACTERS = 80;

/** Characters that would act instead of being seen: controls, and those that turn or hide text. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/** Invisible characters as `\u{…}`, long text cut. */
export function showText(text: string): string {
  const cut = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  return cut.replaceAll(UNSEEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same for a value of a column: personal data shows its length only. */
export const showValue = (text: string, column: ExpectedColumn): string =>
  column.sensitive ? `(hidden: ${[...text].length} characters)` : showText(text);
