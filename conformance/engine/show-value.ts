/** How a value is shown in a finding. */
import { countCodePoints } from '../values/text.js';
import type { ExpectedColumn } from './expectation.js';

/** Characters of a value that a finding shows. */
const SHOWN_CHARACTERS = 80;

/** Characters that would act instead of being seen: controls, those that turn or hide text, blanks of other kinds. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2069\ufeff\ufff9-\ufffb]/gu;

/** Nearly every text; nothing in it is unseen. */
const PRINTABLE = /^[\x20-\x7e]*$/;

/** Invisible characters as `\u{…}`. */
export const visible = (text: string): string =>
  PRINTABLE.test(text)
    ? text
    : text.replaceAll(UNSEEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/** The same, long text cut. */
export const showText = (text: string): string =>
  visible(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);

/** The same for a value of a column: personal data shows its length only. */
export const showValue = (text: string, column: ExpectedColumn): string =>
  column.sensitive ? `(hidden: ${countCodePoints(text)} characters)` : showText(text);
