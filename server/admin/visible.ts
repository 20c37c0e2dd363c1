/** Text of others, for people: nothing in it moves a cursor, turns a line around, or hides. */

/** Controls, line ends of all kinds, and what turns the direction of writing or has no width. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

/** Characters that nobody sees, written as `\u202e`. */
export const visible = (text: string): string =>
  text.replaceAll(UNSEEN, (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, '0')}`);
