/** A store that says what changed in it. */
import type { ObjectStore, StoredObject } from '../../s3/object-store.js';

export type ObjectChange =
  | { readonly kind: 'stored'; readonly object: StoredObject }
  | { readonly kind: 'deleted'; readonly bucket: string; readonly key: string };

export interface WatchedStore extends ObjectStore {
  /** Told of each change when it is visible; returns what ends it. A listener must not throw. */
  readonly subscribe: (listener: (change: ObjectChange) => void) => () => void;
}

export function watchStore(store: ObjectStore): WatchedStore {
  const listeners = new Set<(change: ObjectChange) => void>();
  const tell = (change: ObjectChange): void => {
    for (const listener of listeners) listener(change);
  };
  return {
    ...store,
    put: async (bucket, key, content, options) => {
      const object = await store.put(bucket, key, content, options);
      tell({ kind: 'stored', object });
      return object;
    },
    delete: async (bucket, key) => {
      const existed = await store.delete(bucket, key);
      if (existed) tell({ kind: 'deleted', bucket, key });
      return existed;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
