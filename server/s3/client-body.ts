/**
 * The body of a request from the client's side of the wire: whether there is one, whether the client waits to be asked
 * for it (`Expect: 100-continue`), and what is done with one that nobody wants.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { nextChunk } from './next-chunk.js';
import type { SignedBody } from './signing/signed-body.js';

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const expectsContinue = ({ headers }: IncomingMessage): boolean =>
  /^100-continue$/i.test(headers.expect?.trim() ?? '');

export interface ClientBody {
  /** Asks for the body, if the client waits for that. May be called again. */
  readonly invite: () => void;
  /** The client holds the body back and was not asked for it: nothing will come. */
  readonly heldBack: () => boolean;
}

/** The server that listens must not have asked already: it has `checkContinue` listened to. */
export const clientBody = (request: IncomingMessage, response: ServerResponse): ClientBody => {
  let waiting = expectsContinue(request);
  return {
    invite: () => {
      if (waiting) response.writeContinue();
      waiting = false;
    },
    heldBack: () => waiting,
  };
};

/** The same body, asked for when its first chunk is wanted, and given up with the signal's reason. */
export const askedFor = (body: SignedBody, { invite }: ClientBody, signal: AbortSignal): SignedBody => {
  const content = async function* (): AsyncGenerator<Uint8Array> {
    invite();
    const iterator = body.content[Symbol.asyncIterator]();
    let ended = false;
    try {
      for (;;) {
        const step = await nextChunk(iterator, signal);
        ended = step.done === true;
        if (step.done === true) return;
        yield step.value;
      }
    } finally {
      // Not awaited: a silent client would never answer.
      if (!ended) iterator.return?.()?.then(undefined, () => {});
    }
  };
  return { ...body, content: content() };
};

/** Bytes of an unwanted body that are read, so that the client gets to hear why; beyond it the connection is cut. */
const DROP_BYTES = 16 * 1024 * 1024;

/** Settles when the rest of the body was read and thrown away, is too much, or when there is no waiting for it any more. */
export const dropRest = (request: IncomingMessage, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (request.readableEnded || request.destroyed || signal?.aborted === true) return resolve();
    let bytes = 0;
    // Of a reader that gave up without saying so: while one listens, nothing flows.
    request.removeAllListeners('readable');
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > DROP_BYTES) resolve();
    });
    for (const event of ['end', 'close', 'error']) request.once(event, () => resolve());
    signal?.addEventListener('abort', () => resolve(), { once: true });
    request.resume();
  });
