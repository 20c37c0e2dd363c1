/** A checksum of content that passes by. */
import { createChecksum } from '../signing/body/checksum.js';
import type { Checksum, ChecksumName } from '../signing/signed-body.js';

export interface WatchedContent {
  readonly content: AsyncIterable<Uint8Array>;
  /** Of what has passed. */
  readonly checksum: () => Checksum;
}

export const watchChecksum = (source: AsyncIterable<Uint8Array>, name: ChecksumName): WatchedContent => {
  const sum = createChecksum(name);
  let value: string | null = null;
  const content = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      sum.update(chunk);
      yield chunk;
    }
  };
  return {
    content: content(),
    checksum: () => ({ name, value: (value ??= sum.digest().toString('base64')) }),
  };
};
