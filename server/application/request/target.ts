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
  const sent = Buffer.from(text, 'latin1');
  let length = 0;
  for (let at = 0; at < sent.length; at++) {
    const byte = sent[at] ?? 0;
    const code = byte === PERCENT ? hexByte(sent, at + 1) : null;
    if (code !== null) at += 2;
    // In place: what is written never overtakes what is read.
    sent[length++] = code ?? (byte === PLUS && plusIsBlank ? BLANK : byte);
  }
  return sent.toString('utf8', 0, length);
}

const PERCENT = 0x25;
const PLUS = 0x2b;
const BLANK = 0x20;

function hexByte(bytes: Uint8Array, at: number): number | null {
  const high = hexDigit(bytes[at]);
  const low = hexDigit(bytes[at + 1]);
  return high < 0 || low < 0 ? null : high * 16 + low;
}

/** Negative: none. */
function hexDigit(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
