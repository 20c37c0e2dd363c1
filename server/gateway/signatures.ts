/** Signing tokens, and telling whether a signature fits a credential. */
import { createHmac, timingSafeEqual, verify } from 'node:crypto';

export const HMAC_ALGORITHMS = ['HS256', 'HS384', 'HS512'] as const;

export type HmacAlgorithm = (typeof HMAC_ALGORITHMS)[number];

export function isHmac(algorithm: unknown): algorithm is HmacAlgorithm {
  return HMAC_ALGORITHMS.some((known) => known === algorithm);
}

/** What a signature is checked against: a credential, as far as it matters here. */
export type VerificationKey =
  | { readonly algorithm: HmacAlgorithm; readonly secret: string }
  | { readonly algorithm: 'RS256'; readonly publicKey: string };

/** A compact token as cQube's admin console gives out: header `alg`, `typ`, claims in the order given, no padding. */
export function signToken(
  algorithm: HmacAlgorithm,
  claims: Readonly<Record<string, string | number>>,
  secret: string,
): string {
  const signed = [{ alg: algorithm, typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part), 'utf8').toString('base64url'))
    .join('.');
  return `${signed}.${mac(algorithm, Buffer.from(signed, 'latin1'), secret).toString('base64url')}`;
}

/** @param signed header and claims as they stand in the token, with the dot; bytes, one character each. */
export function isSignatureOf(signature: string, signed: string, key: VerificationKey): boolean {
  const given = Buffer.from(signature, 'latin1');
  const data = Buffer.from(signed, 'latin1');
  if (key.algorithm === 'RS256') return verify('sha256', data, key.publicKey, given);
  const right = mac(key.algorithm, data, key.secret);
  return given.length === right.length && timingSafeEqual(given, right);
}

function mac(algorithm: HmacAlgorithm, data: Uint8Array, secret: string): Buffer {
  return createHmac(algorithm.replace('HS', 'sha'), Buffer.from(secret, 'utf8')).update(data).digest();
}
