/** Tokens of any shape, signed here and not by the code under test. */
import { createHmac } from 'node:crypto';

export interface TokenRecipe {
  /** JSON text, or bytes. */
  readonly header?: string | Buffer;
  readonly claims?: string | Buffer;
  readonly secret?: string;
  readonly digest?: 'sha256' | 'sha384' | 'sha512';
  readonly encoding?: 'base64url' | 'base64';
}

export function makeToken({
  header = '{"alg":"HS256","typ":"JWT"}',
  claims = '{"iss":"KEY1","iat":1660000000}',
  secret = 'SECRET1',
  digest = 'sha256',
  encoding = 'base64url',
}: TokenRecipe = {}): string {
  const signed = `${Buffer.from(header).toString(encoding)}.${Buffer.from(claims).toString(encoding)}`;
  return `${signed}.${createHmac(digest, secret).update(signed).digest().toString(encoding)}`;
}
