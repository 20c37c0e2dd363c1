/**
 * The loop in which nearly all time goes: a record in which every value is recognised at sight. It stands alone and
 * calls next to nothing, because the compiler keeps a small function in registers; whatever is not plain is left to
 * the general path of the record scanner. Bytes are written as numbers here: imported constants are loaded anew at
 * every use.
 */
import { accept } from './acceptors.js';
import type { Acceptor, AcceptorTable } from './acceptors.js';

/**
 * Index behind the line end of the record at `start`, or -1 if it is not plain. Field offsets are written to `starts`
 * and `ends`. `bytes` must hold a line feed at or after `start`.
 */
export function plainRecord(
  bytes: Uint8Array,
  start: number,
  delimiter: number,
  columns: AcceptorTable,
  acceptors: readonly Acceptor[],
  plain: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
): number {
  const { kinds, lows, highs, blanks, codes } = columns;
  const last = kinds.length - 1;
  let at = start;
  for (let field = 0; field <= last; field++) {
    const kind = kinds[field] as number;
    let close = at;
    let byte = bytes[at] as number;
    if (byte === delimiter || byte === 10 || byte === 13) {
      if (blanks[field] === 0) return -1;
    } else if (kind === 2) {
      if (byte < 48 || byte > 57) return -1;
      let value = byte - 48;
      byte = bytes[++close] as number;
      for (; byte >= 48 && byte <= 57; byte = bytes[++close] as number) value = value * 10 + byte - 48;
      if (close - at > (highs[field] as number) || codes[field * 1000 + value] !== 1) return -1;
    } else if (kind === 1) {
      while (byte >= 48 && byte <= 57) byte = bytes[++close] as number;
      if (close - at < (lows[field] as number) || close - at > (highs[field] as number)) return -1;
    } else {
      close = accept(acceptors[field] as Acceptor, bytes, at, plain);
      if (close < 0) return -1;
      byte = bytes[close] as number;
    }
    starts[field] = at;
    ends[field] = close;
    at = close + 1;
    if (byte !== delimiter) {
      if (field !== last) return -1;
      if (byte === 10) return at;
      return byte === 13 && bytes[at] === 10 ? at + 1 : -1;
    }
  }
  return -1;
}
