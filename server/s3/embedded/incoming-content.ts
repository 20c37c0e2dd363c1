/**
 * Content on its way into the store: hashed as it passes, and given up at once when the upload is aborted, even if the
 * client has fallen silent and the next chunk never comes.
 */
import type { Digesting, Digests } from './digests.js';
import { nextChunk } from '../next-chunk.js';

export interface IncomingContent {
  readonly chunks: AsyncGenerator<Uint8Array>;
  /** Once, after the last chunk. */
  readonly digests: () => Promise<Digests>;
  /** What `content` or the abort broke off with; null: it did not. */
  readonly failure: () => { readonly error: unknown } | null;
}

export const receive = (
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
  digesting: Digesting,
): IncomingContent => {
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
        const full = digesting.add(step.value);
        if (full !== null) await full;
        yield step.value;
      }
    } catch (error) {
      failure = { error };
      throw error;
    } finally {
      // Not awaited: a silent source would never answer.
      if (!ended) {
        digesting.drop();
        iterator.return?.()?.then(undefined, () => {});
      }
    }
  };
  return { chunks: chunks(), digests: digesting.finish, failure: () => failure };
};
