/** The address of a request: taken apart as S3 does, and written again as signatures want it. */

export interface QueryPart {
  readonly name: string;
  readonly value: string;
}

export interface RequestUri {
  /** Decoded. */
  readonly path: string;
  /** Decoded, in the order of the wire. */
  readonly query: readonly QueryPart[];
}

/** The address holds a broken escape, or bytes that are no UTF-8. */
export class UriError extends Error {
  readonly code = 'UNREADABLE_URI';

  constructor() {
    super('the address cannot be decoded');
    this.name = 'UriError';
  }
}

/**
 * Of the target of a request line, one character a byte. Dots and doubled slashes stay; a plus sign is a blank, in the
 * path too, where other servers take it for itself. Throws UriError.
 */
export function readUri(target: string): RequestUri {
  // A proxy's form of the target: the authority says what Host says.
  const local = target.replace(/^https?:\/\/[^/?]*/i, '');
  const [path = '', query = ''] = local.split(/\?(.*)/s);
  const parts = query.split('&').filter((part) => part !== '');
  return {
    path: path === '' ? '/' : decode(path),
    query: parts.map((part) => {
      const [name = '', value = ''] = part.split(/=(.*)/s);
      return { name: decode(name), value: decode(value) };
    }),
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(text: string): string {
  if (/%(?![0-9a-f]{2})|[^\0-\u00ff]/i.test(text)) throw new UriError();
  const plain = text.replaceAll('+', ' ');
  const bytes = plain.replaceAll(/%(..)/gs, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    throw new UriError();
  }
}

/** Everything but RFC 3986's unreserved characters, as the bytes of its UTF-8. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The text must be whole, without halves of surrogate pairs: else URIError. */
export const canonicalPath = (path: string): string => encode(path).replaceAll('%2F', '/');

/** Sorted by the bytes of the encoded names, then values. */
export const canonicalQuery = (parts: readonly QueryPart[]): string =>
  parts
    .map(({ name, value }) => [encode(name), encode(value)] as const)
    .toSorted(([name, value], [other, its]) => compare(name, other) || compare(value, its))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** Of ASCII text. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
