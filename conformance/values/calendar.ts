/** Dates and times as they are spelled in a file. */
import type { FieldFormat } from '../../specs/source.js';

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day that the calendar has. */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] ?? 0) || year < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month !== 2 || day < 29 || leap;
}

const SPELLINGS: Record<
  'yyyy-MM-dd' | 'dd/MM/yyyy' | 'd/M/yyyy',
  { shape: RegExp; order: readonly [number, number, number] }
> = {
  'yyyy-MM-dd': { shape: /^(\d{4})-(\d{2})-(\d{2})$/, order: [1, 2, 3] },
  'dd/MM/yyyy': { shape: /^(\d{2})\/(\d{2})\/(\d{4})$/, order: [3, 2, 1] },
  'd/M/yyyy': { shape: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, order: [3, 2, 1] },
};

export type DateSpelling = keyof typeof SPELLINGS;

export const dateSpelling = (format: FieldFormat | null): DateSpelling =>
  format === 'dd/MM/yyyy' || format === 'd/M/yyyy' ? format : 'yyyy-MM-dd';

export type DateReading = 'good' | 'no-such-day' | 'other-shape';

export function readDate(text: string, spelling: DateSpelling): DateReading {
  const { shape, order } = SPELLINGS[spelling];
  const parts = shape.exec(text);
  if (!parts) return 'other-shape';
  const [year, month, day] = order.map((group) => Number(parts[group]));
  return isDay(year ?? 0, month ?? 0, day ?? 0) ? 'good' : 'no-such-day';
}

/** A date in another common spelling: `29/07/2020`, `2020/7/29`, `29-Jul-2020`, a date with a time. */
export const looksLikeDate = (text: string): boolean =>
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].{0,24})?$/.test(text) ||
  /^\d{1,2}[- /][A-Za-z]{3,9}[- /,]+\d{2,4}$/.test(text) ||
  /^\d{8}$/.test(text);

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?$/;

/** `yyyy-MM-dd`, optionally with a time and up to nine digits of a second. */
export function readTimestamp(text: string): DateReading {
  const parts = TIMESTAMP.exec(text);
  if (!parts) return 'other-shape';
  const day = readDate(parts[1] ?? '', 'yyyy-MM-dd');
  if (day !== 'good') return day;
  return parts[2] === undefined || isTime(parts[2].slice(0, 8)) ? 'good' : 'no-such-day';
}

/** `HH:mm` or `HH:mm:ss`, up to 23:59:59. */
export function isTime(text: string): boolean {
  const parts = /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  return parts !== null && Number(parts[1]) < 24 && Number(parts[2]) < 60 && Number(parts[3] ?? 0) < 60;
}

/** `2020-21`: the second part is the year after the first. */
export function isAcademicYear(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})$/.exec(text);
  return parts !== null && (Number(parts[1]) + 1) % 100 === Number(parts[2]);
}
