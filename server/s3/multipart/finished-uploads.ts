/**
 * Uploads that were completed a short while ago. Whoever did not get the answer asks again, and S3 gives it again instead
 * of saying that there is no such upload.
 */
import type { StoredObject } from '../object-store.js';
import type { Upload } from './upload.js';

interface Finished {
  readonly upload: Upload;
  /** A digest of the list of parts. */
  readonly named: string;
  readonly object: StoredObject;
}

export interface FinishedUploads {
  readonly remember: (finished: Finished) => void;
  readonly find: (id: string) => Finished | null;
}

/** How many are remembered; the oldest is forgotten first, and all of them at a restart. */
const MOST = 1000;

export const createFinishedUploads = (): FinishedUploads => {
  const finished = new Map<string, Finished>();
  return {
    remember: (one) => {
      finished.set(one.upload.id, one);
      const [oldest] = finished.keys();
      if (finished.size > MOST && oldest !== undefined) finished.delete(oldest);
    },
    find: (id) => finished.get(id) ?? null,
  };
};
