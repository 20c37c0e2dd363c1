/** Headers as they came, in their order, repeated ones repeated; secrets taken out. */
import { type NameValue, REDACTED } from '../../specs/journal.js';
import type { Redact } from './redact-text.js';
import { isSecretName } from './secret-names.js';

/** Says how somebody tried to prove who he is, which is no secret and often the mistake. */
const SCHEME = /^\s*(bearer|basic|jwt|token|digest|aws|aws4-hmac-sha256)\s/i;

function shown({ name, value }: NameValue, redact: Redact): string {
  if (!isSecretName(name) || value === '') return redact(value);
  const scheme = /authorization/i.test(name) ? SCHEME.exec(value)?.[1] : undefined;
  return scheme === undefined ? REDACTED : `${scheme} ${REDACTED}`;
}

export const redactHeaders = (headers: readonly NameValue[], redact: Redact): NameValue[] =>
  headers.map((header) => ({ name: redact(header.name), value: shown(header, redact) }));

/** Of `rawHeaders`: names and values in turn. */
export function pairsOf(rawHeaders: readonly string[]): NameValue[] {
  const pairs: NameValue[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    pairs.push({ name: rawHeaders[at] ?? '', value: rawHeaders[at + 1] ?? '' });
  return pairs;
}
