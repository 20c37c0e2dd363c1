/**
 * Takes secrets out of text of any kind. What is known by its place in the exchange is erased wherever it stands; what is
 * not is told by its shape or by the name before it.
 */
import { REDACTED } from '../../specs/journal.js';
import { maskAadhaar } from './aadhaar.js';
import { decodeOnce } from './decode-once.js';
import { createEraser } from './known-secrets.js';
import { SECRET_NAMES } from './secret-names.js';

export type Redact = (text: string) => string;

/** Characters that the shortest of the shapes has. */
const SHORTEST_SHAPE = 16;

/** Each takes time in proportion to the text, however it is made. */
const SHAPES: readonly RegExp[] = [
  // Base64 of a JSON object, as parts of a token and policies are; in any case, if there are three parts.
  /(?<![A-Za-z0-9])(?:ey[A-DI-L]|ew[k-r0-3]|ZXlK)[A-Za-z0-9+/_=-]{13,}(?:\.[A-Za-z0-9+/_=-]*){0,4}/g,
  /ey[a-dij-l][\w-]{10,400}\.[\w-]{6,4000}\.[\w-]{16,}/gi,
  // Key ids of AWS, with the scope that may follow.
  /(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}(?:(?:\/|%2f)[\w/%.-]*)?/gi,
  // Signatures of version 4, also with something on their heels.
  /(?<![0-9a-f])[0-9a-f]{64,}/gi,
];

const BEARER = /(bearer\s{1,9})[^\s"'<>,;&]+/gi;
const HEADER_LINE = /((?:authorization|(?:set-)?cookie)\s{0,9}:\s{0,9})[^\r\n]+/gi;
const NAMED = new RegExp(`(?<![A-Za-z0-9])((?:${SECRET_NAMES})\\s?=\\s?["']?)[^\\s&"'<>,;\\[\\]{}]+`, 'gi');
const MEMBER = new RegExp(
  `((["'])(?:${SECRET_NAMES})\\2\\s{0,9}:\\s{0,9})(?:"(?:\\\\.|[^"\\\\])*(?:"|\\\\?$)|'(?:\\\\.|[^'\\\\])*(?:'|\\\\?$)|\\[[^\\]]*|[^\\s,"'}\\]]+)`,
  'gis',
);
const ELEMENT = new RegExp(
  `(<(?:${SECRET_NAMES})(?:\\s[^<>]{0,200})?>)(?:<!\\[CDATA\\[(?:[^\\]]|\\](?!\\]>))*(?:\\]\\]>)?|[^<])+`,
  'gi',
);

/** How often text may be encoded within encoded text. */
const ROUNDS = 3;

/** `secrets` are known to be such. Text that is redacted again stays as it is. */
export function createRedact(secrets: Iterable<string>): Redact {
  const erase = createEraser(secrets, REDACTED);
  const once: Redact = (text) => {
    let clean = erase(text);
    // Most texts are short headers; each of these costs as much as all the rest of an entry.
    if (clean.length >= SHORTEST_SHAPE) for (const shape of SHAPES) clean = clean.replaceAll(shape, REDACTED);
    if (clean.includes('=')) clean = clean.replaceAll(NAMED, `$1${REDACTED}`);
    if (clean.includes(':'))
      clean = clean.replaceAll(HEADER_LINE, `$1${REDACTED}`).replaceAll(MEMBER, `$1"${REDACTED}"`);
    if (clean.includes('<')) clean = clean.replaceAll(ELEMENT, `$1${REDACTED}`);
    return maskAadhaar(clean.replaceAll(BEARER, `$1${REDACTED}`));
  };
  return (text) => {
    if (text.length < SHORTEST) return text;
    let clean = once(text);
    let view = clean;
    for (let round = 0; round < ROUNDS; round += 1) {
      const plain = decodeOnce(view);
      if (plain === view) break;
      view = once(plain);
      // Only text that hides something is kept in its decoded form.
      if (view !== plain) clean = view;
    }
    return clean;
  };
}

/** `jwt=x`: nothing shorter can be a secret with its name. */
const SHORTEST = 5;

/**
 * The end of text that was cut there may be the beginning of something that is told by its whole shape only. Call it
 * before `Redact`.
 */
export function withoutCutSecret(text: string): string {
  let from = text.length;
  while (from > 0 && /[\w+/=.%-]/.test(text.charAt(from - 1))) from -= 1;
  const end = text.slice(from);
  const begun = end.search(/ey[A-DI-L]|ew[k-r0-3]|ZXlK|AKIA|ASIA|AROA|AIDA/);
  const kept = begun < 0 ? end : end.slice(0, begun) + REDACTED;
  return (text.slice(0, from) + kept)
    .replace(/(?<![0-9a-f])[0-9a-f]{8,63}$/i, REDACTED)
    .replace(/(?<!\d)\d{4}[\d\s+-]{0,11}$/, 'X');
}
