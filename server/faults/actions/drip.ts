/** `drip`: the answer goes out in small pieces. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Waits } from '../waits.js';
import type { PutToWork } from './action.js';

type Callback = (error?: Error | null) => void;

interface Chunk {
  /** What is still to be sent of it. */
  rest: Uint8Array;
  readonly written: Callback | undefined;
}

/** At the connection, so that head and framing drip too, and an answer without a body. */
export const drip: PutToWork<'drip'> = (action, { request, response }, { waits }, next) => {
  const { socket } = request;
  const before = Object.getOwnPropertyDescriptor(socket, 'write');
  const write = socket.write.bind(socket) as (bytes: Uint8Array, written?: Callback) => boolean;
  const queue: Chunk[] = [];
  const pour = pourer(queue, write, { socket, response, waits, ...action });
  const dripped = (
    chunk: string | Uint8Array,
    second?: BufferEncoding | Callback,
    third?: Callback,
  ): boolean => {
    const encoding = typeof second === 'string' ? second : 'utf8';
    const written = typeof second === 'function' ? second : third;
    queue.push({ rest: typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk, written });
    pour();
    return queue.length === 0;
  };
  socket.write = dripped;
  const end = (): void => {
    queue.length = 0;
    // Not one that was put over this one.
    if (socket.write !== dripped) return;
    if (before === undefined) Reflect.deleteProperty(socket, 'write');
    else Object.defineProperty(socket, 'write', before);
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
  readonly bytes: number;
  readonly milliseconds: number;
}

/** Sends a piece of what waits, and holds the next until it is due; once let go, it holds nothing any more. */
function pourer(
  queue: Chunk[],
  write: (bytes: Uint8Array, written?: Callback) => boolean,
  { socket, response, waits, bytes, milliseconds }: Pouring,
): () => void {
  let held = false;
  let free = false;
  const send = (): void => {
    const [chunk] = queue;
    if (chunk === undefined) return;
    const piece = free ? chunk.rest : chunk.rest.subarray(0, bytes);
    chunk.rest = chunk.rest.subarray(piece.length);
    if (chunk.rest.length > 0) {
      write(piece);
      return;
    }
    queue.shift();
    write(piece, chunk.written);
    // Whoever waits for room may go on.
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
