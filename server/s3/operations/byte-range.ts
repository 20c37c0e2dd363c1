/** `Range`: which bytes of an object are asked for. */
import { RefusedError, refusal } from '../error-xml.js';
import type { ByteRange } from '../object-store.js';

const unsatisfiable = (header: string, bytes: number): RefusedError =>
  new RefusedError(
    refusal(416, 'InvalidRange', 'The requested range is not satisfiable', [
      ['RangeRequested', header],
      ['ActualObjectSize', String(bytes)],
    ]),
  );

/**
 * Of an object of so many bytes. null: all of it, also where the header is malformed or names more than one range, as S3
 * has it. Throws `RefusedError` where no byte is in the range.
 */
export const readRange = (header: string | undefined, bytes: number): ByteRange | null => {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (header === undefined || first === undefined || last === undefined) return null;
  if (first === '') {
    if (last === '') return null;
    const wanted = Math.min(Number(last), bytes);
    if (wanted === 0) throw unsatisfiable(header, bytes);
    return { from: bytes - wanted, to: bytes - 1 };
  }
  const from = Number(first);
  const to = last === '' ? Number.POSITIVE_INFINITY : Number(last);
  if (from > to) return null;
  if (from >= bytes) throw unsatisfiable(header, bytes);
  return { from, to: Math.min(to, bytes - 1) };
};
