import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.js';
import { oneLine } from './format.js';

/** What was chosen, beside what it was chosen from; on a narrow screen in its place. */
export function DetailPane({
  title,
  close,
  children,
  tools,
}: {
  readonly title: string;
  /** Where closing leads. */
  readonly close: string;
  readonly tools?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.scrollTo({ top: 0 }), [title]);
  return (
    <aside ref={pane} class="detail" aria-labelledby="detail-title" tabIndex={-1}>
      <header class="detail-head">
        <a class="button quiet" href={close}>
          <Icon name="back" />
          <span>Close</span>
        </a>
        <h2 id="detail-title">
          <bdi>{oneLine(title, 300)}</bdi>
        </h2>
        {tools}
      </header>
      {children}
    </aside>
  );
}
