/** The objects of a bucket, listed anew when something in one has changed. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, messageOf } from '../../api/ask.js';
import type { ObjectPage, StoredObject } from '../../api/shapes.js';
import { useLive } from '../../state/use-live.js';

/** Objects listed at once, and in all. */
const PAGE = 1_000;
const MOST = 20_000;
/** Milliseconds between two listings while objects arrive. */
const PAUSE = 400;

export interface ListedObjects {
  /** Newest first. */
  readonly objects: readonly StoredObject[];
  /** They have been listed at least once. */
  readonly listed: boolean;
  readonly failure: string | null;
}

export function useObjects(bucket: string): ListedObjects {
  const { objectChanges } = useLive();
  const [state, setState] = useState<ListedObjects>({ objects: [], listed: false, failure: null });
  const looked = useRef(-Infinity);
  useEffect(() => {
    const asked = new AbortController();
    const look = async (): Promise<void> => {
      looked.current = performance.now();
      const next = await list(bucket, asked.signal).then(
        (objects): ListedObjects => ({ objects, listed: true, failure: null }),
        (error: unknown): ListedObjects => ({ ...state, failure: messageOf(error) }),
      );
      if (!asked.signal.aborted) setState(next);
    };
    // While objects keep coming, each change moves the timer, but not the moment.
    const timer = setTimeout(() => void look(), Math.max(0, looked.current + PAUSE - performance.now()));
    return () => {
      asked.abort();
      clearTimeout(timer);
    };
  }, [bucket, objectChanges]);
  return state;
}

/** Ends early where nobody asks any more. Rejects with `AskError`. */
async function list(bucket: string, asked: AbortSignal): Promise<readonly StoredObject[]> {
  const found: StoredObject[] = [];
  const base = `/api/buckets/${encodeURIComponent(bucket)}/objects?limit=${PAGE}&after=`;
  for (let after: string | null = ''; after !== null && found.length < MOST && !asked.aborted;) {
    const page: ObjectPage = await ask<ObjectPage>('GET', `${base}${encodeURIComponent(after)}`);
    found.push(...page.objects);
    after = page.next;
  }
  return found.toSorted((one, other) => (one.lastModified < other.lastModified ? 1 : -1));
}
