/**
 * A list of any length of which only what is in sight is there. One of its rows is chosen, by a click or by the keys that
 * lists have.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface VirtualListProps<Item> {
  readonly items: readonly Item[];
  /** Pixels; the same for every row. */
  readonly rowHeight: number;
  readonly label: string;
  /** Prefix of the rows' ids in the document. */
  readonly id: string;
  readonly keyOf: (item: Item) => string;
  readonly chosen: string | null;
  readonly onChoose: (item: Item) => void;
  readonly row: (item: Item) => ComponentChildren;
}

/** Rows beyond those in sight, so that scrolling shows no gaps. */
const SPARE = 6;

export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, rowHeight, label, id, keyOf, chosen, row } = props;
  const box = useRef<HTMLDivElement>(null);
  const { first, last } = useWindow(box, rowHeight, items.length);
  const at = chosen === null ? -1 : items.findIndex((item) => keyOf(item) === chosen);
  useEffect(() => keepInSight(box.current, at, rowHeight), [chosen]);
  const shown = items.slice(first, last);
  return (
    <div
      ref={box}
      class="virtual"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={at >= first && at < last ? `${id}-${at}` : undefined}
      onKeyDown={(event) => follow(event, at, box.current, props)}
    >
      <div class="virtual-space" role="presentation" style={{ height: `${items.length * rowHeight}px` }}>
        {shown.map((item, offset) => (
          <div
            key={keyOf(item)}
            id={`${id}-${first + offset}`}
            class="virtual-row"
            role="option"
            aria-selected={first + offset === at}
            aria-setsize={items.length}
            aria-posinset={first + offset + 1}
            style={{ top: `${(first + offset) * rowHeight}px`, height: `${rowHeight}px` }}
            onClick={() => props.onChoose(item)}
          >
            {row(item)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Which rows are in sight, as far as is known. */
function useWindow(
  box: { readonly current: HTMLDivElement | null },
  rowHeight: number,
  count: number,
): { readonly first: number; readonly last: number } {
  const [view, setView] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const first = Math.max(0, Math.min(Math.floor(view.top / rowHeight) - SPARE, count - 1));
  const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + SPARE);
  return { first, last: Math.max(first, last) };
}

function follow<Item>(
  event: KeyboardEvent,
  at: number,
  box: HTMLDivElement | null,
  { items, rowHeight, onChoose }: VirtualListProps<Item>,
): void {
  if (items.length === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const page = Math.max(1, Math.floor((box?.clientHeight ?? 0) / rowHeight) - 1);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? 0 : at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: items.length - 1,
  };
  const wanted = steps[event.key];
  if (wanted === undefined) return;
  event.preventDefault();
  const item = items[Math.max(0, Math.min(wanted, items.length - 1))];
  if (item !== undefined) onChoose(item);
}

function keepInSight(box: HTMLDivElement | null, at: number, rowHeight: number): void {
  if (box === null || at < 0) return;
  const top = at * rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = top + rowHeight - box.clientHeight;
}
