/** `drip`: the answer goes out in small pieces. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Waits } from '../waits.js';
import type { PutToWork } from './action.js';

type Callback = (error?: Error | null) => void;

interface Piece {
  readonly bytes: Uint8Array;
  /** Of the last piece of what was written. */
  readonly written: Callback | undefined;
}

/** At the connection, so that head and framing drip too, and an answer without a body. */
export const drip: PutToWork<'drip'> = (action, { request, response }, { waits }, next) => {
  const { socket } = request;
  const before = socket.write;
  const write = before.bind(socket) as (bytes: Uint8Array, written?: Callback) => boolean;
  const queue: Piece[] = [];
  const pour = pourer(queue, write, { socket, response, waits, milliseconds: action.milliseconds });
  const dripped = (
    chunk: string | Uint8Array,
    second?: BufferEncoding | Callback,
    third?: Callback,
  ): boolean => {
    const encoding = typeof second === 'string' ? second : 'utf8';
    const written = typeof second === 'function' ? second : third;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    for (let at = 0; at === 0 || at < bytes.length; at += action.bytes) {
      const last = at + action.bytes >= bytes.length;
      queue.push({ bytes: bytes.subarray(at, at + action.bytes), written: last ? written : undefined });
    }
    pour();
    return queue.length === 0;
  };
  socket.write = dripped;
  const end = (): void => {
    queue.length = 0;
    // Not one that was put over this one.
    if (socket.write === dripped) socket.write = before;
  };
  // Before the server's own listener, which begins the next answer on this connection.
  response.prependOnceListener('finish', end);
  response.once('close', end);
  next();
};

interface Pouring {
  readonly socket: Socket;
  readonly response: ServerResponse;
  readonly waits: Waits;
  readonly milliseconds: number;
}

/** Sends the first piece that waits, and holds the next until it is due; once let go, it holds nothing any more. */
function pourer(
  queue: Piece[],
  write: (bytes: Uint8Array, written?: Callback) => boolean,
  { socket, response, waits, milliseconds }: Pouring,
): () => void {
  let held = false;
  let free = false;
  const send = (): void => {
    const piece = queue.shift();
    if (piece === undefined) return;
    write(piece.bytes, piece.written);
    // The last one: whoever waits for room may go on.
    if (queue.length === 0) socket.emit('drain');
  };
  const sendAll = (): void => {
    while (queue.length > 0) send();
  };
  const pour = (): void => {
    if (free) return sendAll();
    if (held || queue.length === 0) return;
    // First, since whoever gets room by this writes at once.
    held = true;
    send();
    waits.hold(response, milliseconds, (why) => {
      held = false;
      free = why === 'let-go';
      pour();
    });
  };
  return pour;
}
