/** The live state and the place in the page, for components. */
import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { Live } from './live-state.js';
import type { LiveStore } from './live.js';

export const LiveContext = createContext<LiveStore | null>(null);

export function useLiveStore(): LiveStore {
  const store = useContext(LiveContext);
  if (store === null) throw new Error('a component is shown outside of the page');
  return store;
}

/** Shown anew whenever something has happened. */
export function useLive(): Live {
  const store = useLiveStore();
  const [, again] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => store.subscribe(() => again()), [store]);
  return store.current();
}
