/** Numbers as they are spelled in a file. */

export type IntegerType = 'smallint' | 'integer' | 'bigint';

const BITS: Record<IntegerType, bigint> = { smallint: 16n, integer: 32n, bigint: 64n };

const INTEGER = /^-?\d+$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;
/** More digits than any integer type has; spares the arbitrary precision parser a megabyte of digits. */
const MOST_DIGITS = 40;

/** The integer, or null where the text is none: no plus sign, no decimal point, no separators, no exponent. */
export const parseInteger = (text: string): bigint | null =>
  INTEGER.test(text) && text.length <= MOST_DIGITS ? BigInt(text) : null;

/** A decimal number without exponent, or null. */
export const parseDecimal = (text: string): number | null => (DECIMAL.test(text) ? Number(text) : null);

export const isInteger = (text: string): boolean => INTEGER.test(text);
export const isDecimal = (text: string): boolean => DECIMAL.test(text);

/** Smallest and largest value of a signed integer type. */
export const rangeOf = (type: IntegerType): readonly [bigint, bigint] => [
  -(1n << (BITS[type] - 1n)),
  (1n << (BITS[type] - 1n)) - 1n,
];

export function fits(text: string, type: IntegerType): boolean {
  const value = parseInteger(text);
  const [low, high] = rangeOf(type);
  return value !== null && value >= low && value <= high;
}
