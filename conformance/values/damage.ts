/** What commonly happens to values on their way into a CSV, in words. */

/** A hint at what has damaged a value that should be a whole number; null: nothing typical. */
export function damageOfNumber(text: string): string | null {
  if (/^-?\d+(\.\d+)?[eE][+-]?\d+$/.test(text)) {
    return 'A spreadsheet has rewritten a long number in scientific notation and its last digits are lost: export it as text.';
  }
  if (/^-?\d+\.0+$/.test(text))
    return 'A decimal point was added, as pandas and spreadsheets do when a column has blanks: write whole numbers.';
  if (/^-?\d{1,3}(,\d{2,3})+(\.\d+)?$/.test(text)) return 'Thousands separators are not part of a number.';
  if (/^\+\d/.test(text)) return 'A plus sign is not part of a number.';
  if (/^['"]/.test(text))
    return 'The quote mark that keeps a number as text in a spreadsheet was exported with it.';
  if (/^#(REF|VALUE|DIV\/0|NAME|NUM)/.test(text)) return 'That is an error message of a spreadsheet formula.';
  if (/^-?\d+\.\d+$/.test(text)) return 'A whole number is wanted, without a decimal part.';
  return null;
}

/** Letters that registers use for attendance, where cQube wants codes. */
export const isAttendanceLetter = (text: string): boolean =>
  /^(p|a|h|l|pr|ab|present|absent|holiday|leave)$/i.test(text);
