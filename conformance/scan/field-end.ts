/**
 * Where a field ends, read as cQube's reader does (Commons CSV with quote `"` and escape `\`): a quote opens a quoted
 * field only as its first byte; inside, a doubled quote or a backslash keeps a quote as text; outside, a backslash
 * keeps a delimiter or a line end as text.
 */
import { BACKSLASH, CR, LF, QUOTE, SPACE, TAB } from './bytes.js';

/** `open`: the bytes ended inside quotes. `text-after`: text follows the closing quote, where Commons CSV gives up. */
export type FieldKind = 'plain' | 'quoted' | 'open' | 'text-after';

export interface FieldEnd {
  kind: FieldKind;
  /** Line ends that the field swallowed, in quotes or after a backslash. */
  lineEnds: number;
}

/**
 * Index of the delimiter or line end that closes the field starting at `start`, or `end` if the bytes run out.
 * What else is known of the field is written to `about`.
 */
export function fieldEnd(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
  about: FieldEnd,
): number {
  about.lineEnds = 0;
  if (start < end && bytes[start] === QUOTE) return quotedEnd(bytes, start, end, delimiter, about);
  about.kind = 'plain';
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === delimiter || byte === LF || byte === CR) return at;
    if (byte === BACKSLASH && at + 1 < end) {
      at++;
      if (bytes[at] === LF || bytes[at] === CR) about.lineEnds++;
    }
  }
  return end;
}

function quotedEnd(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
  about: FieldEnd,
): number {
  let at = start + 1;
  for (; at < end; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at++;
    else if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) about.lineEnds++;
    else if (byte === QUOTE) {
      if (at + 1 < end && bytes[at + 1] === QUOTE) at++;
      else break;
    }
  }
  about.kind = at < end ? 'quoted' : 'open';
  for (at++; at < end; at++) {
    const byte = bytes[at];
    if (byte === delimiter || byte === LF || byte === CR) return at;
    if (byte !== SPACE && byte !== TAB) about.kind = 'text-after';
  }
  return end;
}

/** The bytes that the field stands for: quotes, doubled quotes and backslashes before special bytes taken away. */
export function fieldBytes(bytes: Uint8Array, start: number, end: number, delimiter: number): Uint8Array {
  if (bytes[start] === QUOTE) return unquoted(bytes, start, end);
  const raw = bytes.subarray(start, end);
  return raw.includes(BACKSLASH) ? unescaped(raw, delimiter) : raw;
}

function unquoted(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const out = new Uint8Array(end - start);
  let length = 0;
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at];
    const next = at + 1 < end ? bytes[at + 1] : -1;
    if (byte === QUOTE && next !== QUOTE) break;
    if (byte === QUOTE || (byte === BACKSLASH && (next === QUOTE || next === BACKSLASH))) at++;
    out[length++] = bytes[at] ?? 0;
  }
  return out.subarray(0, length);
}

function unescaped(raw: Uint8Array, delimiter: number): Uint8Array {
  const out = new Uint8Array(raw.length);
  let length = 0;
  for (let at = 0; at < raw.length; at++) {
    const next = raw[at + 1];
    const special = next === delimiter || next === QUOTE || next === BACKSLASH || next === LF || next === CR;
    if (raw[at] === BACKSLASH && special) at++;
    out[length++] = raw[at] ?? 0;
  }
  return out.subarray(0, length);
}
