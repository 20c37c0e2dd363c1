/** What the event stream tells, beside exchanges that were missed. */
import type { Arrival } from '../../arrivals/arrival.js';
import type { ExchangeSummary } from './exchange-summary.js';

export type AdminEvent =
  | { readonly event: 'exchange'; readonly data: ExchangeSummary }
  | {
      readonly event: 'object';
      readonly data: {
        readonly change: 'stored' | 'deleted';
        readonly bucket: string;
        readonly key: string;
        readonly bytes?: number;
      };
    }
  /** What the kit says of an object, from when it waits to be looked at. */
  | { readonly event: 'arrival'; readonly data: Arrival }
  | {
      readonly event: 'fault';
      readonly data: { readonly change: 'planned' | 'cleared'; readonly faults: number };
    }
  | { readonly event: 'clock'; readonly data: ClockState }
  | { readonly event: 'reset'; readonly data: Readonly<Record<string, unknown>> }
  /** The first one of a stream that goes on behind an earlier one. `evicted`: exchanges that cannot be told any more. */
  | { readonly event: 'resumed'; readonly data: { readonly after: number; readonly evicted: number } };

export interface ClockState {
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly offsetMilliseconds: number;
  readonly frozen: boolean;
}

/** As server-sent events are written. JSON has no line end in it, so nothing within can begin another event. */
export function eventText({ event, data }: AdminEvent): string {
  const id = event === 'exchange' ? `id: ${data.seq}\n` : '';
  return `${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
