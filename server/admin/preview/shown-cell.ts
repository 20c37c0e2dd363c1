/** How a cell of somebody's data is shown: not too long, on one line, and without numbers of persons. */

/** Characters shown of one cell. */
export const CELL_LIMIT = 200;

/** Aadhaar numbers have twelve digits, written in one or in groups of four; the last four may be shown. */
const TWELVE_DIGITS = /(?<!\d)(\d{4}[ -]?\d{4}[ -]?)(\d{4})(?!\d)/g;

/** Controls, line ends of all kinds, and what turns the direction of writing or has no width. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

export function shownCell(cell: string): string {
  const masked = cell.replaceAll(
    TWELVE_DIGITS,
    (_all, hidden: string, last: string) => hidden.replaceAll(/\d/g, 'X') + last,
  );
  const characters = Array.from(masked.slice(0, 2 * CELL_LIMIT + 2));
  const cut = characters.length > CELL_LIMIT ? `${characters.slice(0, CELL_LIMIT - 1).join('')}…` : masked;
  return visible(cut);
}

/** Characters that nobody sees, written as `\u202e`. */
export const visible = (text: string): string =>
  text.replaceAll(UNSEEN, (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, '0')}`);
