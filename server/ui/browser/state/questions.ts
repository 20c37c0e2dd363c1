/** What the event stream does not repeat, asked for. Each writes what it got into the state. */
import type { ClockState } from '../../../admin/events/admin-event.js';
import { ask } from '../api/ask.js';
import type { Arrivals, ExchangePage, Faults, Info, RuleText, Sources, Verdicts } from '../api/shapes.js';
import type { LiveState } from './live-state.js';

/** true: the server is another run of it than before, whose exchanges are others. */
export async function askBasics(live: LiveState): Promise<boolean> {
  const info = await ask<Info>('GET', '/api/info');
  const restarted = live.info !== null && live.info.startedAt !== info.startedAt;
  live.info = info;
  live.clock = await ask<ClockState>('GET', '/api/clock');
  live.sources ??= await ask<Sources>('GET', '/api/sources');
  if (info.checks && live.rules.size === 0) {
    const { rules } = await ask<{ readonly rules: readonly RuleText[] }>('GET', '/api/rules');
    live.rules = new Map(rules.map((rule) => [rule.id, rule]));
  }
  return restarted;
}

export async function askArrivals(live: LiveState): Promise<void> {
  const { arrivals } = await ask<Arrivals>('GET', '/api/arrivals');
  live.arrivals = new Map(arrivals.map((arrival) => [arrival.key, arrival]));
}

export async function askFaults(live: LiveState): Promise<void> {
  live.faults = await ask<Faults>('GET', '/api/faults');
}

export async function askVerdicts(live: LiveState): Promise<void> {
  if (live.info?.checks === true) live.verdicts = (await ask<Verdicts>('GET', '/api/verdicts')).findings;
}

/** The journal may have been cleared while nobody told us. */
export async function dropForgotten(live: LiveState): Promise<void> {
  const known = live.exchanges.at(-1)?.seq ?? 0;
  const { exchanges } = await ask<ExchangePage>('GET', '/api/exchanges?limit=1');
  const oldest = exchanges[0]?.seq ?? known + 1;
  const keep = live.exchanges.findIndex(({ seq }) => seq >= oldest);
  live.exchanges.splice(0, keep < 0 ? live.exchanges.length : keep);
}
