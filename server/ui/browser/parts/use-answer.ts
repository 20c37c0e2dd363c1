/** An answer of the admin API for a component: asked for when it is shown, and again when what it depends on changes. */
import { useEffect, useState } from 'preact/hooks';
import { ask, messageOf } from '../api/ask.js';

export type Answered<Value> =
  | { readonly kind: 'waiting'; readonly value: Value | null }
  | { readonly kind: 'there'; readonly value: Value }
  | { readonly kind: 'failed'; readonly value: null; readonly message: string };

/**
 * `path` null: nothing is asked for. The former answer stays until the next one is there, as long as the path is the
 * same. `stamp` changes when it is to be asked for again.
 */
export function useAnswer<Value>(path: string | null, stamp: string | number = ''): Answered<Value> {
  const [state, setState] = useState<{ readonly path: string | null; readonly answer: Answered<Value> }>({
    path: null,
    answer: { kind: 'waiting', value: null },
  });
  useEffect(() => {
    if (path === null) return;
    let stale = false;
    const look = async (): Promise<Answered<Value>> => {
      try {
        return { kind: 'there', value: await ask<Value>('GET', path) };
      } catch (error) {
        return { kind: 'failed', value: null, message: messageOf(error) };
      }
    };
    void look().then((answer) => (stale ? null : setState({ path, answer })));
    return () => {
      stale = true;
    };
  }, [path, stamp]);
  return state.path === path ? state.answer : { kind: 'waiting', value: null };
}
