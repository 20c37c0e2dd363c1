/** An object as a download: plain text whatever it is, under the last part of its key. */
import type { ObjectStore } from '../s3/object-store.js';
import type { Answer } from './answer.js';

/** null: no such object. Throws what the store throws. */
export async function downloadObject(
  store: ObjectStore,
  bucket: string,
  key: string,
): Promise<Answer | null> {
  const found = await store.get(bucket, key);
  if (!found) return null;
  return {
    status: 200,
    headers: [
      ['Content-Disposition', `attachment;filename=${key.split('/').at(-1) ?? ''}`],
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['Content-Length', String(found.object.bytes)],
    ],
    body: found.content,
  };
}
