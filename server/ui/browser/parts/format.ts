/** Numbers, sizes and times as people read them. */

const NUMBER = new Intl.NumberFormat('en');

export const number = (value: number): string => NUMBER.format(value);

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit] ?? ''}`;
}

export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 60_000
    ? `${(milliseconds / 1_000).toFixed(1)} s`
    : `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1_000)} s`;
}

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const DAY_AND_TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** Of the day; `moment` in milliseconds since 1970, or ISO 8601. */
export const timeOfDay = (moment: number | string): string => TIME.format(new Date(moment));

export const dayAndTime = (moment: number | string): string => DAY_AND_TIME.format(new Date(moment));

/** Controls and what turns or hides text; line ends and tabs may stay where text has several lines. */
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Somebody else's text, in which nothing moves or hides. Joiners stay: Indic scripts need them. */
export const plain = (text: string): string =>
  text.replaceAll(UNSEEN, (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The same on one line, and not too long. */
export function oneLine(text: string, most = 400): string {
  const short = text.length > most ? `${text.slice(0, most)}…` : text;
  return plain(short).replaceAll(/[\r\n\t]+/g, ' ');
}
