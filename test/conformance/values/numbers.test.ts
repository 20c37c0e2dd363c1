import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fits,
  isDecimal,
  isInteger,
  parseDecimal,
  parseInteger,
  rangeOf,
} from '../../../conformance/values/numbers.js';
import type { IntegerType } from '../../../conformance/values/numbers.js';

const TYPES: readonly IntegerType[] = ['smallint', 'integer', 'bigint'];

/** Spellings of numbers that are none in a CSV for cQube. */
const STRANGE = [
  '',
  '-',
  '+1',
  '1e3',
  '7.5E+10',
  '1,234',
  '1 000',
  ' 1',
  '1 ',
  '1\n',
  '0x10',
  '१२',
  '１',
  '--1',
  '1-',
  'NaN',
  'Infinity',
  '.5',
  '1.',
];

describe('whole numbers', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (value) => {
        expect(parseInteger(String(value))).toBe(value);
        expect(isInteger(String(value))).toBe(true);
      }),
    );
  });

  it('may have leading zeros', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(20), (value, zeros) => {
        expect(parseInteger('0'.repeat(zeros) + value)).toBe(BigInt(value));
      }),
    );
  });

  it.each([...STRANGE, '3.0', '1.5'])('are not %j', (text) => {
    expect(isInteger(text)).toBe(false);
    expect(parseInteger(text)).toBeNull();
  });

  it('of a million digits are refused at once', () => {
    const digits = '9'.repeat(1_000_000);
    const started = performance.now();
    expect(parseInteger(digits)).toBeNull();
    expect(fits(digits, 'bigint')).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('integer types', () => {
  it.each([
    ['smallint', -32768n, 32767n],
    ['integer', -2147483648n, 2147483647n],
    ['bigint', -9223372036854775808n, 9223372036854775807n],
  ] as const)('%s reaches from %s to %s', (type, low, high) => {
    expect(rangeOf(type)).toEqual([low, high]);
    expect([low - 1n, low, high, high + 1n].map((value) => fits(String(value), type))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('hold a number exactly when it lies within their range', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n }),
        fc.constantFrom(...TYPES),
        (value, type) => {
          const bits = { smallint: 16, integer: 32, bigint: 64 }[type];
          expect(fits(String(value), type)).toBe(BigInt.asIntN(bits, value) === value);
        },
      ),
    );
  });

  it.each(STRANGE)('do not hold %j', (text) => {
    expect(TYPES.filter((type) => fits(text, type))).toEqual([]);
  });
});

describe('decimal numbers', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(999_999), (whole, fraction) => {
        const text = `${whole}.${String(fraction).padStart(6, '0')}`;
        expect(parseDecimal(text)).toBe(Number(text));
        expect(isDecimal(text)).toBe(true);
        expect(isInteger(text)).toBe(false);
      }),
    );
  });

  it('include whole ones', () => {
    expect(['0', '-7', '007'].map(parseDecimal)).toEqual([0, -7, 7]);
  });

  it.each([...STRANGE, '1.2.3', '1.e2'])('are not %j', (text) => {
    expect(isDecimal(text)).toBe(false);
    expect(parseDecimal(text)).toBeNull();
  });
});
