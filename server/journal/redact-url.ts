/** Secrets taken out of a request's target, which keeps its form: what stays is as it was sent. */
import { type NameValue, REDACTED } from '../../specs/journal.js';
import type { Redact } from './redact-text.js';
import { isSecretName } from './secret-names.js';
import { wellFormed } from './well-formed.js';

/** As browsers read a query: `+` is a blank; what is no UTF-8 becomes U+FFFD. */
export function decodeComponent(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  return spaced.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

export interface RawPair {
  /** As sent. */
  readonly name: string;
  /** null: there was no `=`. */
  readonly value: string | null;
}

/** Pairs of a query or of an urlencoded body. */
export function splitPairs(text: string): RawPair[] {
  return text.split('&').map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? { name: pair, value: null } : { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
}

const encode = (text: string, also: RegExp): string =>
  encodeURIComponent(wellFormed(text))
    .replaceAll('%5Bredacted%5D', REDACTED)
    .replaceAll(also, decodeURIComponent);

/** Untouched where there is nothing to hide. */
function component(text: string, redact: Redact): string {
  const clean = redact(text);
  return clean === text ? text : encode(decodeComponent(clean), /%2F/g);
}

export function redactPairs(text: string, redact: Redact): string {
  return splitPairs(text)
    .map(({ name, value }) => {
      const clean = component(name, redact);
      if (value === null) return clean;
      const hidden = value !== '' && isSecretName(decodeComponent(name));
      return `${clean}=${hidden ? REDACTED : component(value, redact)}`;
    })
    .join('&');
}

/** Names and values decoded. */
export function queryOf(target: string, redact: Redact): NameValue[] {
  const [, query = ''] = target.split(/\?(.*)/s);
  if (query === '') return [];
  return splitPairs(query).map(({ name, value }) => {
    const plain = decodeComponent(name);
    const hidden = value !== null && value !== '' && isSecretName(plain);
    return { name: redact(plain), value: hidden ? REDACTED : redact(decodeComponent(value ?? '')) };
  });
}

/** `target`: a path with a query, or a whole URL as proxies are sent. */
export function redactTarget(target: string, redact: Redact): string {
  const [path = '', query] = target.split(/\?(.*)/s);
  const [, scheme = '', rest = path] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(path) ?? [];
  // A name and a password before the host.
  const bare = scheme === '' ? rest : rest.replace(/^[^/@]*@/, `${REDACTED}@`);
  const clean = redact(bare);
  const shown = clean === bare ? bare : encode(clean, /%(?:2F|3A|40)/g);
  return scheme + shown + (query === undefined ? '' : `?${redactPairs(query, redact)}`);
}
