/** What lies in the three buckets. */
import { useState } from 'preact/hooks';
import type { Arrival } from '../../../../arrivals/arrival.js';
import type { StoredObject } from '../../api/shapes.js';
import { dayAndTime, oneLine, plural, size } from '../../parts/format.js';
import { Icon } from '../../parts/icon.js';
import { Empty, Notice } from '../../parts/notice.js';
import { VirtualList } from '../../parts/virtual-list.js';
import { goTo, hrefOf } from '../../state/place.js';
import { useLive } from '../../state/use-live.js';
import { statusOf } from '../board/board-model.js';
import { StatusBadge } from '../board/status-badge.js';
import { ObjectDetail } from './object-detail.js';
import { useObjects } from './use-objects.js';

const ROW = 58;

const ROLES = { emission: 'Emission', input: 'Input', output: 'Output' } as const;

export function ObjectsView({ rest: [given, chosen] }: { readonly rest: readonly string[] }) {
  const { info } = useLive();
  const [text, setText] = useState('');
  if (info === null) return <Empty title="Asking the server…" />;
  const bucket = given ?? info.buckets.emission;
  return (
    <div class={chosen === undefined ? 'split full closed' : 'split full'}>
      <div class="split-main column">
        <h1>Objects</h1>
        <nav class="segments" aria-label="Buckets">
          {(['emission', 'input', 'output'] as const).map((role) => (
            <a
              key={role}
              href={hrefOf('objects', info.buckets[role])}
              aria-current={info.buckets[role] === bucket ? 'true' : undefined}
              title={info.buckets[role]}
            >
              {ROLES[role]}
            </a>
          ))}
        </nav>
        <div class="filters">
          <label class="search">
            <Icon name="search" />
            <span class="unseen">Only keys with this in them</span>
            <input
              type="search"
              placeholder={`Filter ${bucket}`}
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
        </div>
        <ObjectList key={bucket} bucket={bucket} text={text} chosen={chosen ?? null} />
      </div>
      {chosen !== undefined && <ObjectDetail key={chosen} bucket={bucket} objectKey={chosen} />}
    </div>
  );
}

function ObjectList({
  bucket,
  text,
  chosen,
}: {
  readonly bucket: string;
  readonly text: string;
  readonly chosen: string | null;
}) {
  const { arrivals, info } = useLive();
  const { objects, failure, listed } = useObjects(bucket);
  const wanted = text.trim().toLowerCase();
  const shown = objects.filter(({ key }) => key.toLowerCase().includes(wanted));
  if (failure !== null) return <Notice tone="bad">{failure}</Notice>;
  if (shown.length === 0)
    return (
      <Empty
        title={
          objects.length > 0 ? 'No key fits this filter.' : listed ? 'This bucket is empty.' : 'Listing…'
        }
      />
    );
  const judged = bucket === info?.buckets.emission;
  return (
    <>
      <p class="faint" role="status">
        {plural(shown.length, 'object')}
      </p>
      <VirtualList
        id="object"
        label={`Objects of ${bucket}`}
        items={shown}
        rowHeight={ROW}
        keyOf={({ key }) => key}
        chosen={chosen}
        onChoose={({ key }) => goTo('objects', bucket, key)}
        row={(object) => (
          <ObjectRow object={object} arrival={judged ? arrivals.get(object.key) : undefined} />
        )}
      />
    </>
  );
}

const ObjectRow = ({
  object: { key, bytes, lastModified },
  arrival,
}: {
  readonly object: StoredObject;
  readonly arrival: Arrival | undefined;
}) => (
  <div class="row">
    <span class="row-main">
      <bdi class="row-title">{oneLine(key, 200)}</bdi>
      <span class="row-sub faint">
        {size(bytes)} · {dayAndTime(lastModified)}
        {arrival?.rows != null && ` · ${plural(arrival.rows, 'row')}`}
      </span>
    </span>
    {arrival !== undefined && <StatusBadge status={statusOf(arrival)} arrival={arrival} />}
  </div>
);
