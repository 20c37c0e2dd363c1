import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateSpelling,
  isAcademicYear,
  isTime,
  looksLikeDate,
  readDate,
  readTimestamp,
} from '../../../conformance/values/calendar.js';
import type { DateSpelling } from '../../../conformance/values/calendar.js';

const two = (number: number): string => String(number).padStart(2, '0');
const four = (number: number): string => String(number).padStart(4, '0');

const SPELL: Readonly<Record<DateSpelling, (year: number, month: number, day: number) => string>> = {
  'yyyy-MM-dd': (year, month, day) => `${four(year)}-${two(month)}-${two(day)}`,
  'dd/MM/yyyy': (year, month, day) => `${two(day)}/${two(month)}/${four(year)}`,
  'd/M/yyyy': (year, month, day) => `${day}/${month}/${four(year)}`,
};
const spellings = Object.keys(SPELL) as DateSpelling[];

/** What JavaScript's own calendar says; years below 100 mean others there. */
function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

describe('dates', () => {
  it('are good exactly when the calendar has the day, in every spelling', () => {
    const year = fc.integer({ min: 100, max: 9999 });
    const part = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(year, part, part, fc.constantFrom(...spellings), (y, m, d, spelling) => {
        const expected = exists(y, m, d) ? 'good' : 'no-such-day';
        expect(readDate(SPELL[spelling](y, m, d), spelling)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['2020-02-29', 'good'],
    ['2021-02-29', 'no-such-day'],
    ['1900-02-29', 'no-such-day'],
    ['2000-02-29', 'good'],
    ['2020-13-01', 'no-such-day'],
    ['0000-01-01', 'no-such-day'],
    ['2020-1-1', 'other-shape'],
    ['20-01-01', 'other-shape'],
    ['2020-01-01 ', 'other-shape'],
    ['2020-01-01\n', 'other-shape'],
    ['2020-01-01 10:00:00', 'other-shape'],
    ['2020/01/01', 'other-shape'],
    ['', 'other-shape'],
  ])('%j as yyyy-MM-dd: %s', (text, expected) => {
    expect(readDate(text, 'yyyy-MM-dd')).toBe(expected);
  });

  it('take one digit or two only where the spelling says so', () => {
    expect(spellings.map((spelling) => readDate('1/7/2020', spelling))).toEqual([
      'other-shape',
      'other-shape',
      'good',
    ]);
    expect(spellings.map((spelling) => readDate('01/07/2020', spelling))).toEqual([
      'other-shape',
      'good',
      'good',
    ]);
  });

  it('are spelled yyyy-MM-dd unless the column says otherwise', () => {
    const others = [null, 'yyyy-MM-dd', 'year', 'academic-year', 'true|false'] as const;
    expect(new Set(others.map(dateSpelling))).toEqual(new Set(['yyyy-MM-dd']));
    expect([dateSpelling('dd/MM/yyyy'), dateSpelling('d/M/yyyy')]).toEqual(['dd/MM/yyyy', 'd/M/yyyy']);
  });
});

describe('what looks like a date', () => {
  it.each([
    '29/07/2020',
    '2020/7/29',
    '29-Jul-2020',
    '29 July 2020',
    '2020-07-29T10:00:00Z',
    '29.7.20',
    '20200729',
  ])('%s does', (text) => {
    expect(looksLikeDate(text)).toBe(true);
  });

  it.each(['', 'yesterday', '2020', '12345', '29/07', 'P', '24010100101', '29-J-2020'])(
    '%j does not',
    (text) => {
      expect(looksLikeDate(text)).toBe(false);
    },
  );
});

describe('timestamps', () => {
  it.each([
    ['2020-07-29', 'good'],
    ['2020-07-29 23:59', 'good'],
    ['2020-07-29T23:59:59', 'good'],
    ['2020-07-29 23:59:59.123456789', 'good'],
    ['2020-07-29 24:00', 'no-such-day'],
    ['2020-07-29 10:60', 'no-such-day'],
    ['2020-07-29 10:00:60', 'no-such-day'],
    ['2020-02-30 10:00', 'no-such-day'],
    ['2020-07-29 23:59:59.1234567890', 'other-shape'],
    ['2020-07-29 23:59:59.', 'other-shape'],
    ['2020-07-29 9:30', 'other-shape'],
    ['2020-07-29  10:00', 'other-shape'],
    ['29/07/2020 10:00', 'other-shape'],
    ['', 'other-shape'],
  ])('%j: %s', (text, expected) => {
    expect(readTimestamp(text)).toBe(expected);
  });

  it('have the day of a date', () => {
    const part = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 9999 }), part, part, (y, m, d) => {
        const day = SPELL['yyyy-MM-dd'](y, m, d);
        expect(readTimestamp(`${day} 10:20:30`)).toBe(readDate(day, 'yyyy-MM-dd'));
      }),
    );
  });
});

describe('times', () => {
  it('end at 23:59:59', () => {
    const part = fc.integer({ min: 0, max: 99 });
    fc.assert(
      fc.property(part, part, part, (hour, minute, second) => {
        expect(isTime(`${two(hour)}:${two(minute)}`)).toBe(hour < 24 && minute < 60);
        expect(isTime(`${two(hour)}:${two(minute)}:${two(second)}`)).toBe(
          hour < 24 && minute < 60 && second < 60,
        );
      }),
    );
  });

  it.each(['', '9:30', '09.30', '09:30:', '09:30:00.5', '9:30 AM', '0930'])('are not %j', (text) => {
    expect(isTime(text)).toBe(false);
  });
});

describe('academic years', () => {
  it('end with the next year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 0, max: 99 }), (year, second) => {
        expect(isAcademicYear(`${year}-${two(second)}`)).toBe(second === (year + 1) % 100);
      }),
    );
  });

  it('go over the turn of a century', () => {
    expect(isAcademicYear('1999-00')).toBe(true);
  });

  it.each(['', '2020', '2020-2021', '20-21', '2020/21', '2020-21 ', '2020–21'])('are not %j', (text) => {
    expect(isAcademicYear(text)).toBe(false);
  });
});
