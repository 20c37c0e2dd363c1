/** Light or dark: as the system has it, until somebody chooses. */
import { byId } from './element.js';

const KEPT = 'cqube-conform-theme';

export function listenForTheme(): void {
  const root = document.documentElement;
  const kept = storage((store) => store.getItem(KEPT));
  if (kept === 'light' || kept === 'dark') root.dataset['theme'] = kept;
  byId('theme', HTMLButtonElement).addEventListener('click', () => {
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const next = (root.dataset['theme'] ?? system) === 'dark' ? 'light' : 'dark';
    root.dataset['theme'] = next;
    storage((store) => store.setItem(KEPT, next));
  });
}

/** A page in a frame may have none. */
function storage<Result>(use: (store: Storage) => Result): Result | null {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
