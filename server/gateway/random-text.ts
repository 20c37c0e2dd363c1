/** Random letters and digits in the manner of Kong, which keys and secrets of credentials are made of. */

/** So many random bytes. Injected, so that a test can foresee them. */
export type Random = (bytes: number) => Uint8Array;

/**
 * 32 characters: the base64 of 24 bytes, in which all slashes become one random digit and all plus signs one random
 * capital letter.
 */
export function randomText(random: Random): string {
  const [forSlash = 0, forPlus = 0] = random(2);
  return Buffer.from(random(24))
    .toString('base64')
    .replaceAll('/', String.fromCharCode(0x30 + (forSlash % 10)))
    .replaceAll('+', String.fromCharCode(0x41 + (forPlus % 26)));
}
