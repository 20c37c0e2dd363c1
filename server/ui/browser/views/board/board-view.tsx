/** Which files of an emission have arrived, and what is wrong with them. */
import { useMemo, useState } from 'preact/hooks';
import { number, plural } from '../../parts/format.js';
import { Empty } from '../../parts/notice.js';
import { useLive } from '../../state/use-live.js';
import { Welcome } from '../help/welcome.js';
import { boardOf } from './board-model.js';
import type { Board, BoardFile } from './board-model.js';
import { FileDetail } from './file-detail.js';
import { FolderCard, SingleFiles } from './folder-card.js';
import { OrderTimeline } from './order-timeline.js';
import { Strangers } from './strangers.js';

const FILTERS = {
  all: { label: 'All', fits: () => true },
  arrived: { label: 'Arrived', fits: ({ arrival }: BoardFile) => arrival !== null },
  broken: {
    label: 'With a problem',
    fits: ({ status, tooEarlyFor }: BoardFile) =>
      status === 'broken' || status === 'unchecked' || status === 'asked' || tooEarlyFor.length > 0,
  },
  missing: { label: 'Missing', fits: ({ arrival }: BoardFile) => arrival === null },
} as const;

type Filter = keyof typeof FILTERS;

export function BoardView({ rest: [chosen] }: { readonly rest: readonly string[] }) {
  const live = useLive();
  const [filter, setFilter] = useState<Filter>('all');
  const board = useMemo(() => boardOf(live), [live.version]);
  if (board === null) return <Empty title="Asking the server…" />;
  const quiet = live.exchanges.length === 0 && live.arrivals.size === 0;
  const shown = board.folders
    .map(({ name, files }) => ({ name, files: files.filter(FILTERS[filter].fits) }))
    .filter(({ files }) => files.length > 0);
  const files = board.folders.flatMap((folder) => folder.files);
  const singles = shown.filter(({ name }) => files.filter(({ folder }) => folder === name).length === 1);
  return (
    <div class={chosen === undefined ? 'split closed' : 'split'}>
      <div class="split-main">
        <h1>Emission board</h1>
        {quiet ? <Welcome /> : <Summary board={board} />}
        {board.strangers.length > 0 && <Strangers arrivals={board.strangers} chosen={chosen ?? null} />}
        {!quiet && <OrderTimeline files={files} steps={live.sources?.steps ?? []} />}
        <div class="section-head">
          <h2>{quiet ? 'What cQube waits for' : 'Files'}</h2>
          <FilterBar filter={filter} onChoose={setFilter} />
        </div>
        {shown.length === 0 && <Empty title="No file fits this filter." />}
        <div class="folders">
          <SingleFiles files={singles.flatMap((folder) => folder.files)} chosen={chosen ?? null} />
          {shown
            .filter((folder) => !singles.includes(folder))
            .map(({ name, files: own }) => (
              <FolderCard key={name} name={name} files={own} chosen={chosen ?? null} />
            ))}
        </div>
      </div>
      {chosen !== undefined && <FileDetail board={board} id={chosen} />}
    </div>
  );
}

const FilterBar = ({
  filter,
  onChoose,
}: {
  readonly filter: Filter;
  readonly onChoose: (filter: Filter) => void;
}) => (
  <div class="segments" role="group" aria-label="Which files are shown">
    {Object.entries(FILTERS).map(([name, { label }]) => (
      <button
        key={name}
        type="button"
        aria-pressed={filter === name}
        onClick={() => onChoose(name as Filter)}
      >
        {label}
      </button>
    ))}
  </div>
);

function Summary({ board }: { readonly board: Board }) {
  const { arrived, known, conformant, broken, tooEarly } = board;
  const waiting = board.folders
    .flatMap(({ files }) => files)
    .filter(({ status }) => status === 'checking').length;
  return (
    <div class="summary">
      <dl class="figures">
        <Figure value={`${number(arrived)} of ${number(known)}`} label="files arrived" />
        <Figure value={number(conformant)} label="conformant" tone="ok" />
        <Figure value={number(broken)} label="broken" tone={broken > 0 ? 'bad' : ''} />
        <Figure value={number(tooEarly)} label="came too early" tone={tooEarly > 0 ? 'warn' : ''} />
      </dl>
      <div
        class="meter"
        role="img"
        aria-label={`${plural(conformant, 'file')} conformant, ${broken} broken, ${known - arrived} missing`}
      >
        <span class="ok" style={{ flexGrow: conformant }} />
        <span class="bad" style={{ flexGrow: broken - board.strangers.length }} />
        <span class="busy" style={{ flexGrow: waiting }} />
        <span style={{ flexGrow: known - arrived }} />
      </div>
    </div>
  );
}

const Figure = ({
  value,
  label,
  tone = '',
}: {
  readonly value: string;
  readonly label: string;
  readonly tone?: string;
}) => (
  <div class={`figure ${tone}`}>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);
