/** Secrets of a JSON document: found by the names of members, at any depth. */
import { REDACTED } from '../../specs/journal.js';
import type { Redact } from './redact-text.js';
import { isSecretName } from './secret-names.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** undefined: it is none, or too deep to be looked into. */
function read<Result>(text: string, look: (document: Json) => Result): Result | undefined {
  try {
    return look(JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

function* textsIn(value: Json, secret: boolean): Generator<string> {
  if (typeof value === 'string' || typeof value === 'number') {
    if (secret) yield String(value);
  } else if (Array.isArray(value)) {
    for (const member of value as readonly Json[]) yield* textsIn(member, secret);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) yield* textsIn(member, secret || isSecretName(name));
  }
}

/** Values of members whose names say that they are secrets. */
export const secretsInJson = (text: string): readonly string[] =>
  read(text, (document) => [...textsIn(document, false)]) ?? [];

function clean(value: Json, redact: Redact): Json {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'number') {
    const text = redact(String(value));
    return text === String(value) ? value : text;
  }
  if (Array.isArray(value)) return (value as readonly Json[]).map((member) => clean(member, redact));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, Json] => [
    redact(name),
    isSecretName(name) ? REDACTED : clean(member, redact),
  ]);
  return Object.fromEntries(members);
}

/** The text as it came, if there is nothing to hide in it; undefined: it is no JSON. */
export const redactJson = (text: string, redact: Redact): string | undefined =>
  read(text, (document) => {
    const before = JSON.stringify(document);
    const after = JSON.stringify(clean(document, redact));
    // The text may say more than the document: members that come twice.
    return redact(after === before ? text : after);
  });
