/** One layer of encoding taken off, of whatever kind it is; what cannot be decoded stays. */

const ENCODED =
  /(?:%[0-9a-f]{2})+|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\["'\\/]|&#(?:x[0-9a-f]{1,6}|\d{1,7});|&(?:amp|quot);/gi;

export const decodeOnce = (text: string): string =>
  /[%\\&]/.test(text) ? text.replaceAll(ENCODED, decoded) : text;

function decoded(found: string): string {
  if (found.startsWith('%')) return Buffer.from(found.replaceAll('%', ''), 'hex').toString('utf8');
  if (/^\\[ux]/i.test(found)) return String.fromCharCode(Number.parseInt(found.slice(2), 16));
  if (found.startsWith('\\')) return found.slice(1);
  if (!found.startsWith('&#')) return found.toLowerCase() === '&amp;' ? '&' : '"';
  const number = /^&#x/i.test(found)
    ? Number.parseInt(found.slice(3), 16)
    : Number.parseInt(found.slice(2), 10);
  return number <= 0x10_ff_ff ? String.fromCodePoint(number) : found;
}
