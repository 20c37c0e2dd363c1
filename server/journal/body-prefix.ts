/** Counts the bytes of a body and copies its beginning, so that nothing else of it is held on to. */

export interface BodyPrefix {
  readonly add: (chunk: unknown, encoding?: unknown) => void;
  readonly bytes: () => number;
  readonly prefix: () => Buffer;
}

/** `limit`: bytes that are copied. */
export function createBodyPrefix(limit: number): BodyPrefix {
  const parts: Buffer[] = [];
  let bytes = 0;
  let copied = 0;
  const copy = (part: Buffer): void => {
    parts.push(part);
    copied += part.length;
  };
  return {
    add: (chunk, encoding) => {
      const room = limit - copied;
      if (typeof chunk === 'string') {
        const kind = typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8';
        bytes += Buffer.byteLength(chunk, kind);
        // A character is at least half a byte.
        if (room > 0) copy(Buffer.from(chunk.slice(0, room * 2), kind).subarray(0, room));
      } else if (chunk instanceof Uint8Array) {
        bytes += chunk.length;
        if (room > 0) copy(Buffer.from(chunk.subarray(0, room)));
      }
    },
    bytes: () => bytes,
    prefix: () => Buffer.concat(parts),
  };
}
