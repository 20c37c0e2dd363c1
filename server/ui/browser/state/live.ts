/**
 * What the page knows of the server, kept current by its event stream. A stream that breaks is opened again behind the
 * last exchange that is known, and everything that the stream does not repeat is asked for anew.
 */
import type { AdminEvent, ClockState } from '../../../admin/events/admin-event.js';
import type { ExchangeSummary } from '../../../admin/events/exchange-summary.js';
import type { Arrival } from '../../../arrivals/arrival.js';
import type { Finding } from '../../../../specs/report.js';
import { ask } from '../api/ask.js';
import type { Arrivals, ExchangePage, Faults, Info, RuleText, Sources, Verdicts } from '../api/shapes.js';
import { insertExchange } from './insert-exchange.js';
import { throttled } from './throttled.js';

export interface Live {
  readonly connection: 'connecting' | 'live' | 'lost';
  readonly info: Info | null;
  /** By number, oldest first. The array is changed in place; `version` tells when. */
  readonly exchanges: readonly ExchangeSummary[];
  /** The server had to forget so many before they were told. */
  readonly evicted: number;
  /** By key, in the order of arrival. */
  readonly arrivals: ReadonlyMap<string, Arrival>;
  /** Rules that exchanges broke. */
  readonly verdicts: readonly Finding[];
  readonly rules: ReadonlyMap<string, RuleText>;
  readonly sources: Sources | null;
  readonly faults: Faults | null;
  readonly clock: ClockState | null;
  /** Changes with every object that is stored or deleted, in whichever bucket. */
  readonly objectChanges: number;
  /** Changes with everything. */
  readonly version: number;
}

type Writable<Of> = { -readonly [Name in keyof Of]: Of[Name] };

export interface LiveStore {
  readonly current: () => Live;
  readonly subscribe: (listener: () => void) => () => void;
  /** Opens the stream, and opens it again whenever it ends. */
  readonly start: () => void;
  /** Asks for everything anew that the stream does not repeat. */
  readonly refresh: () => Promise<void>;
}

/** Milliseconds between two questions for verdicts, and until what may come right has not. */
const VERDICT_PAUSE = 600;
const VERDICT_LATE = 11_000;
/** Milliseconds until a lost stream is tried again. */
const RETRY = 1_500;

export function createLive(): LiveStore {
  const live: Writable<Live> & { exchanges: ExchangeSummary[]; arrivals: Map<string, Arrival> } = {
    connection: 'connecting',
    info: null,
    exchanges: [],
    evicted: 0,
    arrivals: new Map(),
    verdicts: [],
    rules: new Map(),
    sources: null,
    faults: null,
    clock: null,
    objectChanges: 0,
    version: 0,
  };
  const listeners = new Set<() => void>();
  let frame = 0;
  const changed = (): void => {
    live.version += 1;
    // However much happens, it is shown once a frame.
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      for (const listener of listeners) listener();
    });
  };
  const quietly = async (action: () => Promise<void>): Promise<void> => {
    // What cannot be had now is asked for again when the stream is back.
    await action().catch(() => undefined);
    changed();
  };
  const askVerdicts = throttled(VERDICT_PAUSE, () =>
    quietly(async () => {
      if (live.info?.checks === true) live.verdicts = (await ask<Verdicts>('GET', '/api/verdicts')).findings;
    }),
  );
  const askVerdictsLate = throttled(VERDICT_LATE, askVerdicts);
  const askFaults = throttled(200, () =>
    quietly(async () => {
      live.faults = await ask<Faults>('GET', '/api/faults');
    }),
  );
  const askArrivals = () =>
    quietly(async () => {
      const { arrivals } = await ask<Arrivals>('GET', '/api/arrivals');
      live.arrivals = new Map(arrivals.map((arrival) => [arrival.key, arrival]));
    });
  /** The journal may have been cleared while nobody told us. */
  const dropForgotten = async (): Promise<void> => {
    const known = live.exchanges.at(-1)?.seq ?? 0;
    const { exchanges } = await ask<ExchangePage>('GET', '/api/exchanges?limit=1');
    const oldest = exchanges[0]?.seq ?? known + 1;
    const keep = live.exchanges.findIndex(({ seq }) => seq >= oldest);
    live.exchanges.splice(0, keep < 0 ? live.exchanges.length : keep);
  };
  const refresh = async (): Promise<void> => {
    await quietly(async () => {
      const info = await ask<Info>('GET', '/api/info');
      // Another run of the server counts its exchanges anew.
      if (live.info !== null && live.info.startedAt !== info.startedAt) restart();
      live.info = info;
      live.clock = await ask<ClockState>('GET', '/api/clock');
      live.sources ??= await ask<Sources>('GET', '/api/sources');
      if (info.checks && live.rules.size === 0) {
        const { rules } = await ask<{ rules: readonly RuleText[] }>('GET', '/api/rules');
        live.rules = new Map(rules.map((rule) => [rule.id, rule]));
      }
    });
    await quietly(dropForgotten);
    live.objectChanges += 1;
    askFaults();
    askVerdicts();
    await askArrivals();
  };
  const receive = (event: AdminEvent): void => {
    switch (event.event) {
      case 'exchange':
        insertExchange(live.exchanges, event.data);
        if (event.data.injectedFault !== undefined || (live.faults?.plan.faults.length ?? 0) > 0) askFaults();
        askVerdicts();
        askVerdictsLate();
        break;
      case 'object':
        live.objectChanges += 1;
        if (event.data.change === 'deleted' && event.data.bucket === live.info?.buckets.emission)
          live.arrivals.delete(event.data.key);
        break;
      case 'arrival':
        if (event.data.state === 'waiting') live.arrivals.delete(event.data.key);
        live.arrivals.set(event.data.key, event.data);
        break;
      case 'fault':
        askFaults();
        break;
      case 'clock':
        live.clock = event.data;
        break;
      case 'reset':
        if (event.data['journal'] === true) live.exchanges.length = 0;
        void refresh();
        break;
      case 'resumed':
        live.evicted += event.data.evicted;
        break;
    }
    changed();
  };
  const connection = (state: Live['connection']): void => {
    live.connection = state;
    changed();
  };
  const stream = openStream({ receive, connection, refresh, last: () => live.exchanges.at(-1)?.seq ?? 0 });
  const restart = (): void => {
    live.exchanges.length = 0;
    live.evicted = 0;
    live.arrivals.clear();
    stream.reopen();
  };
  return {
    current: () => live,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: stream.reopen,
    refresh,
  };
}

interface StreamParts {
  readonly receive: (event: AdminEvent) => void;
  readonly connection: (state: Live['connection']) => void;
  readonly refresh: () => Promise<void>;
  /** Number of the last exchange that is known. */
  readonly last: () => number;
}

const EVENTS = ['exchange', 'object', 'arrival', 'fault', 'clock', 'reset', 'resumed'] as const;

/** A browser grants a host six connections: a page that nobody sees gives its own back. */
function openStream({ receive, connection, refresh, last }: StreamParts): { readonly reopen: () => void } {
  let source: EventSource | null = null;
  let timer = 0;
  const close = (): void => {
    source?.close();
    source = null;
    clearTimeout(timer);
  };
  const open = (): void => {
    close();
    const own = new EventSource(`/api/events?after=${last()}`);
    source = own;
    own.addEventListener('open', () => {
      connection('live');
      void refresh();
    });
    own.addEventListener('error', () => {
      connection('lost');
      close();
      timer = window.setTimeout(open, RETRY);
    });
    for (const name of EVENTS)
      own.addEventListener(name, ({ data }: MessageEvent<string>) => {
        if (source === own) receive({ event: name, data: JSON.parse(data) } as AdminEvent);
      });
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) close();
    else if (source === null) open();
  });
  return { reopen: open };
}
