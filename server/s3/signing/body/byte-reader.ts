/** Reads lines and counted bytes from a stream whose pieces end anywhere. */
import { RefusedError } from '../../error-xml.js';
import { ENDED_EARLY } from './body-refusals.js';

/** Every method throws `RefusedError` where the stream ends too early. */
export interface ByteReader {
  /** Up to CR LF, without them, one character a byte. Refused where it is longer than `limit` bytes. */
  readonly line: (limit: number) => Promise<string>;
  /** At least one byte and at most `count`, as they lie in the stream. */
  readonly some: (count: number) => Promise<Uint8Array>;
  /** Refused where anything more comes. */
  readonly end: () => Promise<void>;
  /** Lets go of the stream, so that somebody else can read what is left of it. */
  readonly close: () => Promise<void>;
}

const LF = 0x0a;

export function createByteReader(content: AsyncIterable<Uint8Array>): ByteReader {
  const iterator = content[Symbol.asyncIterator]();
  let piece: Uint8Array = new Uint8Array();
  /** false: the stream has ended. */
  const fill = async (): Promise<boolean> => {
    while (piece.length === 0) {
      const next = await iterator.next();
      if (next.done === true) return false;
      piece = next.value;
    }
    return true;
  };
  const take = (count: number): Uint8Array => {
    const taken = piece.subarray(0, count);
    piece = piece.subarray(count);
    return taken;
  };
  const refuse = (): never => {
    throw new RefusedError(ENDED_EARLY);
  };
  return {
    line: async (limit) => {
      let text = '';
      while (!text.endsWith('\n')) {
        if (!(await fill())) refuse();
        const at = piece.indexOf(LF);
        const part = take(at < 0 ? piece.length : at + 1);
        if (text.length + part.length > limit + 2) refuse();
        text += Buffer.from(part).toString('latin1');
      }
      if (!text.endsWith('\r\n')) refuse();
      return text.slice(0, -2);
    },
    some: async (count) => {
      if (!(await fill())) refuse();
      return take(count);
    },
    end: async () => {
      if (await fill()) refuse();
    },
    close: async () => {
      await iterator.return?.();
    },
  };
}
