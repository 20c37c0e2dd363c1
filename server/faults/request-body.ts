/** Bodies looked at as they arrive: whoever reads the request reads them whole and in order all the same. */
import type { IncomingMessage } from 'node:http';

/** What has arrived and was not read yet stays in the request until then. */
type Arrival = (chunk: Buffer | null, keep: (part: Buffer | null) => boolean) => boolean;

/**
 * Has every piece of the body, and its end (null), go through `arrive` before it can be read. Node's parser hands both
 * to `push`, as to every readable stream. Returns what ends it.
 */
function onArrival(request: IncomingMessage, arrive: Arrival): () => void {
  const push = request.push.bind(request);
  let watching = true;
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) =>
    watching ? arrive(chunk, push) : push(chunk, encoding);
  return () => {
    watching = false;
  };
}

/**
 * Calls back with the beginning of the body, when it is there or when no more fits in until somebody reads: some 16
 * KiB or more. Not called where the client leaves first.
 */
export function peekBody(request: IncomingMessage, then: (beginning: Buffer) => void): void {
  const pieces: Buffer[] = [];
  if (request.complete) return then(Buffer.alloc(0));
  const end = onArrival(request, (chunk, keep) => {
    if (chunk !== null) pieces.push(chunk);
    const more = keep(chunk);
    if (chunk !== null && more) return more;
    end();
    then(Buffer.concat(pieces));
    return more;
  });
}

/** Lets so many bytes of the body through, then calls back instead; at the body's end at the latest. */
export function stopBody(request: IncomingMessage, afterBytes: number, stopped: () => void): void {
  let left = afterBytes - request.readableLength;
  if (left <= 0 || request.complete) return stopped();
  let over = false;
  onArrival(request, (chunk, keep) => {
    if (over) return false;
    if (chunk !== null && chunk.length < left) {
      left -= chunk.length;
      return keep(chunk);
    }
    over = true;
    if (chunk !== null) keep(chunk.subarray(0, left));
    stopped();
    return false;
  });
}

/** Bytes that are read from a client who was answered before it had sent everything. */
const DRAIN_LIMIT = 64 * 1_024 * 1_024;

/** Reads and drops the rest, so that the answer reaches its client; too much of it costs the connection. */
export function drainBody(request: IncomingMessage): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DRAIN_LIMIT) request.socket.destroy();
  });
}
