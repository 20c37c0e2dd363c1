/** Text of bodies: what is kept of it, and the secrets that it gives away. */
import type { Redact } from './redact-text.js';
import { withoutCutSecret } from './redact-text.js';
import { secretsInJson, redactJson } from './redact-json.js';
import { decodeComponent, redactPairs, splitPairs } from './redact-url.js';
import { isSecretName } from './secret-names.js';
import { wellFormed } from './well-formed.js';

/** Without parameters, in lower case. */
export const mimeOf = (contentType: string): string =>
  /^\s*([^;,\s]*)/.exec(contentType)?.[1]?.toLowerCase() ?? '';

const isForm = (mime: string): boolean =>
  mime === 'application/x-www-form-urlencoded' || mime === 'application/x-url-encoded';

export const isTextual = (mime: string): boolean =>
  isForm(mime) || /^text\/|[/+](?:json|xml|xhtml\+xml)$/.test(mime);

/** Values that stand behind a name of a secret. */
export function secretsInBody(mime: string, text: string): readonly string[] {
  if (!isForm(mime)) return /^\s*[[{]/.test(text) ? secretsInJson(text) : [];
  return secretsInPairs(text);
}

export const secretsInPairs = (text: string): readonly string[] =>
  splitPairs(text).flatMap(({ name, value }) =>
    value !== null && isSecretName(decodeComponent(name)) ? [value, decodeComponent(value)] : [],
  );

export interface BodyText {
  readonly text: string;
  /** There was more of it. */
  readonly cut: boolean;
}

/** At most `limit` characters of the redacted text. */
export function redactBody(mime: string, { text, cut }: BodyText, limit: number, redact: Redact): string {
  const whole = cut ? withoutCutSecret(text) : text;
  const clean = isForm(mime)
    ? redact(redactPairs(whole, redact))
    : (redactedDocument(whole, redact) ?? redact(whole));
  // What was known by its place only may have been cut, and so not be found.
  const most = Math.min(limit, cut ? Math.max(0, clean.length - UNSURE) : clean.length);
  return clean.length > most ? wellFormed(clean.slice(0, most)) : clean;
}

/** Characters at the end of text that was cut. */
const UNSURE = 256;

const redactedDocument = (text: string, redact: Redact): string | undefined =>
  /^\s*[[{"]/.test(text) ? redactJson(text, redact) : undefined;
