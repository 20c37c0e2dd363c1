/**
 * Base64 as Kong 2.x decodes the parts of a token. It takes what a JWT library refuses, so none can stand here: both
 * alphabets, mixed at will; padding or none; anything at all behind the first `=`; spare bits that are not zero.
 */

/** The bytes as a string of characters 0 to 255, or null if Kong would not decode it. */
export function decodeKongBase64(text: string): string | null {
  const end = text.indexOf('=');
  const digits = end < 0 ? text : text.slice(0, end);
  if (/[^A-Za-z0-9+/_-]/.test(digits) || digits.length % 4 === 1) return null;
  return Buffer.from(digits, 'base64').toString('latin1');
}
