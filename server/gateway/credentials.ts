/**
 * Who may emit. As in Kong, a user (consumer) may have many credentials, each signs its own tokens, and making a new
 * one leaves the earlier ones valid; nothing expires. Kept in memory; `save` and the constructor carry it over a
 * restart as plain data, secrets included, so whoever writes that to disk must protect it.
 */
import { createPublicKey } from 'node:crypto';
import type { Clock } from '../clock.js';
import { randomText } from './random-text.js';
import type { Random } from './random-text.js';
import { HMAC_ALGORITHMS, isHmac, signToken } from './signatures.js';
import type { HmacAlgorithm } from './signatures.js';

interface CredentialBase {
  /** The `iss` of its tokens; case-sensitive, unique, also among revoked ones. */
  readonly key: string;
  /** Kong's consumer. */
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Milliseconds since 1970; null: in force. */
  readonly revokedAt: number | null;
}

export interface SecretCredential extends CredentialBase {
  readonly algorithm: HmacAlgorithm;
  readonly secret: string;
}

export interface PublicKeyCredential extends CredentialBase {
  readonly algorithm: 'RS256';
  /** PEM. */
  readonly publicKey: string;
}

export type Credential = SecretCredential | PublicKeyCredential;

export type CredentialErrorCode = 'CREDENTIAL_INVALID' | 'CREDENTIAL_EXISTS' | 'CREDENTIAL_CANNOT_SIGN';

export class CredentialError extends Error {
  readonly code: CredentialErrorCode;

  constructor(code: CredentialErrorCode, message: string) {
    super(message);
    this.name = 'CredentialError';
    this.code = code;
  }
}

export interface CredentialsOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** What `save` gave out earlier; anything malformed in it throws `CREDENTIAL_INVALID`. */
  readonly saved?: unknown;
}

export class Credentials {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #byKey = new Map<string, Credential>();

  constructor({ clock, random, saved }: CredentialsOptions) {
    this.#clock = clock;
    this.#random = random;
    if (saved === undefined) return;
    if (!Array.isArray(saved))
      throw new CredentialError('CREDENTIAL_INVALID', 'saved credentials must be a list');
    for (const record of saved) this.#insert(readCredential(record));
  }

  /** As cQube's admin console does it: key and secret of 32 letters and digits, HS256. */
  create(user: string): SecretCredential {
    const credential: SecretCredential = {
      key: randomText(this.#random),
      user,
      algorithm: 'HS256',
      secret: randomText(this.#random),
      createdAt: this.#clock.now(),
      revokedAt: null,
    };
    this.#insert(readCredential(credential));
    return credential;
  }

  /** One that somebody else made up, in force from now on. */
  add(
    credential:
      | Pick<SecretCredential, 'key' | 'user' | 'algorithm' | 'secret'>
      | Pick<PublicKeyCredential, 'key' | 'user' | 'algorithm' | 'publicKey'>,
  ): Credential {
    const checked = readCredential({ ...credential, createdAt: this.#clock.now(), revokedAt: null });
    this.#insert(checked);
    return checked;
  }

  /** Revoked ones too. */
  get(key: string): Credential | null {
    return this.#byKey.get(key) ?? null;
  }

  /** Oldest first, revoked ones too. */
  list(): readonly Credential[] {
    return [...this.#byKey.values()];
  }

  /** Whether the user ever had a credential; the admin console's message tells it. */
  knows(user: string): boolean {
    return this.list().some((credential) => credential.user === user);
  }

  /** Its tokens are unknown to the gateway at once and for ever. False: there is none in force with that key. */
  revoke(key: string): boolean {
    const credential = this.#byKey.get(key);
    if (credential === undefined || credential.revokedAt !== null) return false;
    this.#byKey.set(key, { ...credential, revokedAt: this.#clock.now() });
    return true;
  }

  /** A new token, valid for as long as its credential. We hold no private keys, so RS256 cannot sign here. */
  token(credential: Credential): string {
    if (credential.algorithm === 'RS256') {
      throw new CredentialError('CREDENTIAL_CANNOT_SIGN', `${credential.key} has a public key only`);
    }
    const issuedAt = Math.floor(this.#clock.now() / 1_000);
    return signToken(credential.algorithm, { iss: credential.key, iat: issuedAt }, credential.secret);
  }

  /** Plain data that survives JSON. */
  save(): readonly Credential[] {
    return this.list();
  }

  #insert(credential: Credential): void {
    if (this.#byKey.has(credential.key)) {
      throw new CredentialError(
        'CREDENTIAL_EXISTS',
        `there is a credential with the key ${credential.key} already`,
      );
    }
    this.#byKey.set(credential.key, credential);
  }
}

function readCredential(data: unknown): Credential {
  if (typeof data !== 'object' || data === null) throw invalid('a credential must be an object');
  const record: Readonly<Record<string, unknown>> = { ...data };
  const base = {
    key: readText(record, 'key'),
    user: readText(record, 'user'),
    createdAt: readTime(record, 'createdAt'),
    revokedAt: record.revokedAt === null ? null : readTime(record, 'revokedAt'),
  };
  if (record.algorithm === 'RS256') {
    return { ...base, algorithm: 'RS256', publicKey: readPublicKey(readText(record, 'publicKey')) };
  }
  if (!isHmac(record.algorithm))
    throw invalid(`algorithm must be RS256 or one of ${HMAC_ALGORITHMS.join(', ')}`);
  return { ...base, algorithm: record.algorithm, secret: readText(record, 'secret') };
}

function readText(record: Readonly<Record<string, unknown>>, name: string): string {
  const value = record[name];
  // Kong's database takes no NUL and no broken UTF-16.
  if (typeof value !== 'string' || value === '' || value.includes('\0') || /\p{Surrogate}/u.test(value)) {
    throw invalid(`${name} must be text and not empty`);
  }
  return value;
}

function readTime(record: Readonly<Record<string, unknown>>, name: string): number {
  const value = record[name];
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw invalid(`${name} must be a time in milliseconds`);
  return value;
}

function readPublicKey(pem: string): string {
  try {
    if (createPublicKey(pem).asymmetricKeyType === 'rsa') return pem;
  } catch {
    // Said below, in our words.
  }
  throw invalid('publicKey must be an RSA public key in PEM');
}

function invalid(message: string): CredentialError {
  return new CredentialError('CREDENTIAL_INVALID', message);
}
