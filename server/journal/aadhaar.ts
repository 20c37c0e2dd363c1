/** Aadhaar numbers, which no journal may hold: twelve digits, the last of which is a Verhoeff check digit. */

/** Multiplication in the dihedral group of order ten: row times column. */
const PRODUCT = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
] as const;

/** What a digit becomes, by its place from the right, modulo eight. */
const PERMUTATION = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
] as const;

export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    check = Number(PRODUCT[check]?.[Number(PERMUTATION[place % 8]?.[digit])]);
  }
  return check === 0;
}

/**
 * Plain, or in groups of four with blanks, dashes or a form's `+` between them. More digits before or behind make it
 * another number: UDISE codes have 11, student ids 15.
 */
const TWELVE = /(?<!\d)\d{4}[\s\u00a0+\u2010-\u2015-]?\d{4}[\s\u00a0+\u2010-\u2015-]?\d{4}(?!\d)/g;

/** Every digit of such a number becomes an `X`; groups stay. */
export const maskAadhaar = (text: string): string =>
  text.replaceAll(TWELVE, (number) =>
    passesVerhoeff(number.replaceAll(/\D/g, '')) ? number.replaceAll(/\d/g, 'X') : number,
  );
