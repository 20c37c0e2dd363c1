import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damageOfNumber, isAttendanceLetter } from '../../../conformance/values/damage.js';

describe('damage of a whole number', () => {
  it.each([
    ['2.40101E+10', /scientific notation/],
    ['7.5E+10', /scientific notation/],
    ['-1e5', /scientific notation/],
    ['3.0', /decimal point was added/],
    ['-12.000', /decimal point was added/],
    ['1,234', /Thousands separators/],
    ['12,34,567', /Thousands separators/],
    ['1,234.50', /Thousands separators/],
    ['+5', /plus sign/],
    ["'24010100101", /quote mark/],
    ['"5', /quote mark/],
    ['#REF!', /spreadsheet formula/],
    ['#DIV/0!', /spreadsheet formula/],
    ['#NAME?', /spreadsheet formula/],
    ['3.5', /without a decimal part/],
  ])('%s', (text, hint) => {
    expect(damageOfNumber(text)).toMatch(hint);
  });

  it.each(['', 'abc', 'P', '#N/A', '12a', '1,2', '1.2.3', '--1', '1 000'])(
    '%j shows nothing typical',
    (text) => {
      expect(damageOfNumber(text)).toBeNull();
    },
  );

  it('is never seen in a whole number', () => {
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        expect(damageOfNumber(String(value))).toBeNull();
      }),
    );
  });

  it('is seen in what spreadsheets and pandas make of one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 2_000_000_000 }), (value) => {
        expect(damageOfNumber(`${value}.0`)).toMatch(/decimal point was added/);
        expect(damageOfNumber(value.toLocaleString('en-US'))).toMatch(/Thousands separators/);
        expect(damageOfNumber(value.toLocaleString('en-IN'))).toMatch(/Thousands separators/);
        expect(damageOfNumber(value.toExponential(3).toUpperCase())).toMatch(/scientific notation/);
      }),
    );
  });

  it('is told in whole sentences, for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(damageOfNumber(text) ?? 'Nothing.').toMatch(/^[A-Z][^\n]*\.$/);
      }),
    );
  });
});

describe('attendance letters', () => {
  it.each(['P', 'a', 'H', 'L', 'PR', 'ab', 'Present', 'ABSENT', 'holiday', 'Leave'])('%s is one', (text) => {
    expect(isAttendanceLetter(text)).toBe(true);
  });

  it.each(['', '1', '0', 'PA', 'presents', 'X', 'P '])('%j is none', (text) => {
    expect(isAttendanceLetter(text)).toBe(false);
  });
});
