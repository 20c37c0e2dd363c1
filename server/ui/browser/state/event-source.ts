/** The server's event stream, opened again behind the last exchange that is known whenever it ends. */
import type { AdminEvent } from '../../../admin/events/admin-event.js';
import type { Live } from './live-state.js';

export interface EventSourceParts {
  readonly receive: (event: AdminEvent) => void;
  readonly connection: (state: Live['connection']) => void;
  /** Number of the last exchange that is known. */
  readonly last: () => number;
}

const EVENTS = ['exchange', 'object', 'arrival', 'fault', 'clock', 'reset', 'resumed'] as const;

/** Milliseconds until a lost stream is tried again. */
const RETRY = 1_500;

/** A browser grants a host six connections: a page that nobody sees gives its own back. */
export function openEventSource(parts: EventSourceParts): { readonly reopen: () => void } {
  let source: EventSource | null = null;
  let timer = 0;
  const close = (): void => {
    source?.close();
    source = null;
    clearTimeout(timer);
  };
  const open = (): void => {
    close();
    const own = new EventSource(`/api/events?after=${parts.last()}`);
    source = own;
    own.addEventListener('open', () => parts.connection('live'));
    own.addEventListener('error', () => {
      if (source !== own) return;
      parts.connection('lost');
      close();
      timer = window.setTimeout(open, RETRY);
    });
    for (const event of EVENTS)
      own.addEventListener(event, ({ data }: MessageEvent<string>) => {
        if (source === own) parts.receive({ event, data: JSON.parse(data) });
      });
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) close();
    else if (source === null) open();
  });
  return { reopen: open };
}
