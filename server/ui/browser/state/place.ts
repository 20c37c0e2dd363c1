/** Which view is shown, and what in it, as the address says behind its `#`: `#/exchanges/12`. */
import { useEffect, useState } from 'preact/hooks';

export const VIEWS = ['board', 'exchanges', 'objects', 'tokens', 'faults', 'report', 'help'] as const;

export type View = (typeof VIEWS)[number];

export interface Place {
  readonly view: View;
  /** What is chosen in the view. */
  readonly rest: readonly string[];
}

export const hrefOf = (view: View, ...rest: readonly string[]): string =>
  `#/${[view, ...rest.map(encodeURIComponent)].join('/')}`;

/** Within a view the place before is replaced, so that going back leads out of it and not through a whole list. */
export function goTo(view: View, ...rest: readonly string[]): void {
  const href = hrefOf(view, ...rest);
  const now = readPlace(location.hash);
  if (now.view === view && now.rest.length === rest.length) location.replace(href);
  else location.hash = href;
}

function readPlace(hash: string): Place {
  const [first = '', ...rest] = hash.replace(/^#\/?/, '').split('/');
  return { view: VIEWS.find((view) => view === first) ?? 'board', rest: rest.map(decoded) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function usePlace(): Place {
  const [place, setPlace] = useState(() => readPlace(location.hash));
  useEffect(() => {
    const follow = (): void => setPlace(readPlace(location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return place;
}
