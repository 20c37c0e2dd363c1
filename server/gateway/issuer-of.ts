/** Which credential a token names, whether or not it is any good. */

/** The `iss` claim; null: there is none that can be read. */
export function issuerOf(token: string): string | null {
  const [, claims = ''] = token.split('.');
  try {
    const parsed: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString());
    return typeof parsed === 'object' && parsed !== null && 'iss' in parsed && typeof parsed.iss === 'string'
      ? parsed.iss
      : null;
  } catch {
    return null;
  }
}
