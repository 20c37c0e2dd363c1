/** The frame around the views: where one is, whether the server is there, and the way to everything else. */
import type { ComponentChild } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { CopyButton } from './parts/copy-button.js';
import { Icon } from './parts/icon.js';
import { number } from './parts/format.js';
import { ResetButton } from './reset-button.js';
import { hrefOf, usePlace, VIEWS } from './state/place.js';
import type { Place, View } from './state/place.js';
import type { Live } from './state/live-state.js';
import { useLive } from './state/use-live.js';
import { boardOf } from './views/board/board-model.js';
import { BoardView } from './views/board/board-view.js';
import { ExchangesView } from './views/exchanges/exchanges-view.js';
import { FaultsView } from './views/faults/faults-view.js';
import { isOver } from './views/faults/fault-words.js';
import { HelpView } from './views/help/help-view.js';
import { ObjectsView } from './views/objects/objects-view.js';
import { ReportView } from './views/report/report-view.js';
import { TokensView } from './views/tokens/tokens-view.js';

const NAMES: Readonly<Record<View, string>> = {
  board: 'Board',
  exchanges: 'Exchanges',
  objects: 'Objects',
  tokens: 'Tokens',
  faults: 'Faults',
  report: 'Report',
  help: 'Help',
};

const SHOWN: Readonly<Record<View, (place: Place) => ComponentChild>> = {
  board: ({ rest }) => <BoardView rest={rest} />,
  exchanges: ({ rest }) => <ExchangesView rest={rest} />,
  objects: ({ rest }) => <ObjectsView rest={rest} />,
  tokens: () => <TokensView />,
  faults: () => <FaultsView />,
  report: () => <ReportView />,
  help: () => <HelpView />,
};

export function App() {
  const place = usePlace();
  const live = useLive();
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${NAMES[place.view]} · cqube-conform`;
    main.current?.scrollTo({ top: 0 });
  }, [place.view]);
  return (
    <div class="app">
      <a
        class="skip"
        href={location.hash}
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <header class="top">
        <a class="brand" href={hrefOf('board')}>
          <span class="brand-sign">
            <Icon name="ok" />
          </span>
          cqube-conform
        </a>
        <Where live={live} />
        <ResetButton />
      </header>
      <Navigation place={place} live={live} />
      <main ref={main} tabIndex={-1}>
        {live.connection === 'lost' && (
          <div class="notice warn lost" role="alert">
            <strong>The server does not answer.</strong> What was here stays; the page goes on by itself when
            it is back.
          </div>
        )}
        {SHOWN[place.view](place)}
      </main>
    </div>
  );
}

const STATES = { connecting: 'connecting', live: 'live', lost: 'not connected' } as const;

const Where = ({ live: { connection, info } }: { readonly live: Live }) => (
  <div class="where-to">
    <span class={`state ${connection}`} role="status">
      {STATES[connection]}
    </span>
    {info?.addresses.api !== undefined && (
      <>
        <code class="address">{info.addresses.api}</code>
        <CopyButton text={info.addresses.api} label="Copy URL" />
      </>
    )}
  </div>
);

function Navigation({ place, live }: { readonly place: Place; readonly live: Live }) {
  const board = useMemo(() => boardOf(live), [live.version]);
  const waiting = live.faults?.state.filter((one) => !isOver(one)).length ?? 0;
  const counts: Partial<
    Record<View, { readonly count: number; readonly tone: string; readonly words: string }>
  > = {
    board: { count: board?.broken ?? 0, tone: 'bad', words: 'broken' },
    exchanges: { count: live.exchanges.length, tone: 'none', words: 'in all' },
    faults: { count: waiting, tone: 'warn', words: 'in force' },
  };
  return (
    <nav class="tabs" aria-label="Views">
      {VIEWS.map((view) => {
        const own = counts[view];
        return (
          <a key={view} href={hrefOf(view)} aria-current={place.view === view ? 'page' : undefined}>
            <Icon name={view} />
            <span>{NAMES[view]}</span>
            {own !== undefined && own.count > 0 && (
              <span class={`count ${own.tone}`}>
                {number(own.count)}
                <span class="unseen"> {own.words}</span>
              </span>
            )}
          </a>
        );
      })}
    </nav>
  );
}
