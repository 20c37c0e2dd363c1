import type { AdminEvent } from '../../../admin/events/admin-event.js';
import { insertExchange } from './insert-exchange.js';
import type { LiveState } from './live-state.js';

/** What an event makes it necessary to ask for. */
export type Wanted = 'verdicts' | 'faults' | 'everything';

/** Takes an event into the state. */
export function receiveEvent(live: LiveState, { event, data }: AdminEvent): readonly Wanted[] {
  switch (event) {
    case 'exchange': {
      insertExchange(live.exchanges, data);
      const counted = data.injectedFault !== undefined || (live.faults?.plan.faults.length ?? 0) > 0;
      return counted ? ['verdicts', 'faults'] : ['verdicts'];
    }
    case 'object':
      live.objectChanges += 1;
      if (data.change === 'deleted' && data.bucket === live.info?.buckets.emission)
        live.arrivals.delete(data.key);
      return [];
    case 'arrival':
      // One that comes again goes to the end.
      if (data.state === 'waiting') live.arrivals.delete(data.key);
      live.arrivals.set(data.key, data);
      return [];
    case 'fault':
      return ['faults'];
    case 'clock':
      live.clock = data;
      return [];
    case 'reset':
      if (data['journal'] === true) live.exchanges.length = 0;
      return ['everything'];
    case 'resumed':
      live.evicted += data.evicted;
      return [];
  }
}
