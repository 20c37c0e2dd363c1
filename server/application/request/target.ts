/** The request target as gunicorn and Werkzeug take it apart. */

export interface RequestTarget {
  /** Percent-decoded, with one slash at its start however many were sent. */
  readonly path: string;
  /** Between `?` and `#`, as sent. */
  readonly query: string;
}

/** `target`: of the request line, in absolute form too. */
export function readTarget(target: string): RequestTarget {
  const relative = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  const [beforeFragment = ''] = relative.split('#', 1);
  const mark = beforeFragment.indexOf('?');
  const path = mark < 0 ? beforeFragment : beforeFragment.slice(0, mark);
  const decoded = decodePercent(path, false);
  return {
    path: decoded === '' ? '' : `/${decoded.replace(/^\/+/, '')}`,
    query: mark < 0 ? '' : beforeFragment.slice(mark + 1),
  };
}

/**
 * `%XX` to bytes, bytes to UTF-8 text with U+FFFD for what is none. A `%` without two hex digits stays. `text` holds
 * one character a byte.
 */
export function decodePercent(text: string, plusIsBlank: boolean): string {
  const plain = plusIsBlank ? text.replaceAll('+', ' ') : text;
  const bytes = plain.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
