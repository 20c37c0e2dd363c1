/**
 * Content on its way into the store: hashed as it passes, and given up at once when the upload is aborted, even if the
 * client has fallen silent and the next chunk never comes.
 */
import { createHash } from 'node:crypto';
import { nextChunk } from '../next-chunk.js';

export interface IncomingContent {
  readonly chunks: AsyncGenerator<Uint8Array>;
  /** Lower-case hex; once, after the last chunk. */
  readonly sha256: () => string;
  /** What `content` or the abort broke off with; null: it did not. */
  readonly failure: () => { readonly error: unknown } | null;
}

export const receive = (
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): IncomingContent => {
  const hash = createHash('sha256');
  let failure: { readonly error: unknown } | null = null;
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    const iterator = content[Symbol.asyncIterator]();
    let ended = false;
    try {
      for (;;) {
        const step = await nextChunk(iterator, signal);
        ended = step.done === true;
        if (step.done === true) return;
        if (step.value.length === 0) continue;
        hash.update(step.value);
        yield step.value;
      }
    } catch (error) {
      failure = { error };
      throw error;
    } finally {
      // Not awaited: a silent source would never answer.
      if (!ended) iterator.return?.()?.then(undefined, () => {});
    }
  };
  return { chunks: chunks(), sha256: () => hash.digest('hex'), failure: () => failure };
};
