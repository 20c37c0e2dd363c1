/** How a cell of somebody's data is shown: not too long, on one line, and without numbers of persons. */

import { visible } from '../visible.js';

/** Characters shown of one cell. */
export const CELL_LIMIT = 200;

/** Aadhaar numbers have twelve digits, written in one or in groups of four; the last four may be shown. */
const TWELVE_DIGITS = /(?<!\d)(\d{4}[ -]?\d{4}[ -]?)(\d{4})(?!\d)/g;

export function shownCell(cell: string): string {
  const masked = cell.replaceAll(
    TWELVE_DIGITS,
    (_all, hidden: string, last: string) => hidden.replaceAll(/\d/g, 'X') + last,
  );
  const characters = Array.from(masked.slice(0, 2 * CELL_LIMIT + 2));
  const cut = characters.length > CELL_LIMIT ? `${characters.slice(0, CELL_LIMIT - 1).join('')}…` : masked;
  return visible(cut);
}
