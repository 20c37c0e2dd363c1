/** Reads a request's body within a limit, and knows what to do when the client stops half-way. */
import type { IncomingMessage } from 'node:http';
import { ClientGone, Refusal } from '../failure.js';

/** Bytes. The real application has no limit; a mock on a laptop should not be filled by one request. */
export const BODY_LIMIT = 16 * 1024 * 1024;

export interface RequestBody {
  readonly bytes: Buffer;
  /** The client said there would be more and closed its side. The real server goes on with what came. */
  readonly cut: boolean;
}

/** Called when the connection ends within a body: 'cut' by the client, 'broken' if its chunks make no sense. */
type OnEnd = (how: 'cut' | 'broken') => void;

const readers = new WeakMap<object, OnEnd>();

/** Tells the body being read on this socket, if there is one, that no more will come. */
export function endBody(socket: object, how: 'cut' | 'broken'): boolean {
  const onEnd = readers.get(socket);
  onEnd?.(how);
  return onEnd !== undefined;
}

/**
 * Throws Refusal (413) over the limit, once the rest has been read and forgotten, so that the client gets to see the
 * answer; ClientGone if there is nobody left; `broken()` for a body that is framed wrongly.
 */
export function readBody(request: IncomingMessage, limit: number, broken: () => Error): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const finish = (cut: boolean): void => {
      readers.delete(request.socket);
      if (size > limit) reject(new Refusal(413));
      else resolve({ bytes: Buffer.concat(chunks), cut });
    };
    readers.set(request.socket, (how) => {
      // It is what came behind the body that the parser stumbled over.
      if (request.complete) return;
      if (how === 'cut' && request.headers['transfer-encoding'] === undefined) finish(true);
      else reject(broken());
    });
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.once('end', () => finish(false));
    request.once('error', () => reject(new ClientGone()));
    request.once('close', () => reject(new ClientGone()));
  });
}
