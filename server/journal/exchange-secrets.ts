/** Every secret of an exchange that stands where secrets are expected. */
import type { NameValue } from '../../specs/journal.js';
import type { ExchangeFacts } from '../exchange-facts.js';
import type { ReadBody } from './read-body.js';
import { secretsInBody, secretsInPairs } from './redact-body.js';
import { isSecretName } from './secret-names.js';

export interface SecretPlaces {
  readonly facts: ExchangeFacts;
  readonly headers: readonly NameValue[];
  /** As sent. */
  readonly query: string;
  readonly bodies: readonly ReadBody[];
}

export function* secretsOf({ facts, headers, query, bodies }: SecretPlaces): Generator<string> {
  for (const told of [facts.token, facts.urlSignature]) if (told !== undefined) yield told;
  for (const { name, value } of headers) if (isSecretName(name)) yield* wordsOf(name, value);
  yield* secretsInPairs(query);
  for (const { mime, text, parts } of bodies) {
    if (text !== null) yield* secretsInBody(mime, text.text);
    for (const { name, value } of parts) if (value !== undefined && isSecretName(name)) yield value;
  }
}

/** `Bearer <token>`, `a=<secret>; b=<secret>`, or the secret alone. */
function* wordsOf(name: string, value: string): Generator<string> {
  const cookies = /cookie/i.test(name);
  for (const word of value.split(cookies ? /;\s*/ : /[\s,]+/)) {
    const [, given = word] = cookies ? word.split(/=(.*)/s) : [];
    if (!WORDS.has(given.toLowerCase())) yield given;
  }
}

/** Words of such headers that say nothing. */
const WORDS: ReadonlySet<string> = new Set([
  'aws4-hmac-sha256',
  'httponly',
  'samesite=lax',
  'samesite=strict',
]);
