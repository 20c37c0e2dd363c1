/** What is to go wrong, and the time that the server lives in. */
import { useState } from 'preact/hooks';
import type { Fault } from '../../../../../specs/fault-plan.js';
import { ask, messageOf } from '../../api/ask.js';
import type { Faults, FaultState } from '../../api/shapes.js';
import { Badge } from '../../parts/badge.js';
import { number, oneLine } from '../../parts/format.js';
import { Icon } from '../../parts/icon.js';
import { Empty, Notice } from '../../parts/notice.js';
import { useLive, useLiveStore } from '../../state/use-live.js';
import { ClockCard } from './clock-card.js';
import { faultWords, isOver, nextHit } from './fault-words.js';
import { PlanEditor } from './plan-editor.js';
import { OCCURRENCES, PRESETS } from './presets.js';
import type { Occurrence, Preset } from './presets.js';

export function FaultsView() {
  const { faults } = useLive();
  const { refresh } = useLiveStore();
  const [failure, setFailure] = useState<string | null>(null);
  if (faults === null) return <Empty title="Asking the server…" />;
  const put = async (plan: unknown): Promise<void> => {
    try {
      await ask<Faults>('PUT', '/api/faults', plan);
      setFailure(null);
    } catch (error) {
      setFailure(messageOf(error));
    }
    await refresh();
  };
  const replace = (list: readonly Fault[]): Promise<void> => put({ ...faults.plan, faults: list });
  return (
    <div class="page-column">
      <h1>Faults and clock</h1>
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      <InForce
        state={faults.state}
        onRemove={(index) => void replace(faults.plan.faults.filter((_, at) => at !== index))}
        onClear={() => void replace([])}
      />
      <Gallery
        onAdd={(fault) => void replace([...faults.plan.faults.filter((_, at) => !overAt(faults, at)), fault])}
      />
      <ClockCard />
      <PlanEditor plan={faults.plan} onUse={put} />
    </div>
  );
}

/** What has done its work makes room. */
const overAt = ({ state }: Faults, at: number): boolean => {
  const own = state[at];
  return own !== undefined && isOver(own);
};

function InForce({
  state,
  onRemove,
  onClear,
}: {
  readonly state: readonly FaultState[];
  readonly onRemove: (index: number) => void;
  readonly onClear: () => void;
}) {
  return (
    <section class="card" aria-labelledby="in-force">
      <div class="section-head">
        <h2 id="in-force">What will hit next</h2>
        {state.length > 0 && (
          <button type="button" class="quiet" onClick={onClear}>
            Switch all off
          </button>
        )}
      </div>
      {state.length === 0 && <p class="good">Nothing goes wrong: every request gets its real answer.</p>}
      <ul class="plain-list">
        {state.map((one) => (
          <li key={one.index} class="fault-row">
            <Badge tone={isOver(one) ? 'none' : 'warn'} icon={isOver(one) ? 'ok' : 'faults'}>
              {isOver(one) ? 'done' : 'waiting'}
            </Badge>
            <span class="row-main">
              <b>{oneLine(one.fault.name ?? one.fault.action.kind, 100)}</b>
              <span class="row-sub">
                {oneLine(faultWords(one.fault), 200)} · <b>{nextHit(one)}</b>
                <span class="faint">
                  {' '}
                  · hit {number(one.injected)} of {number(one.seen)} so far
                </span>
              </span>
            </span>
            <button type="button" class="quiet" onClick={() => onRemove(one.index)}>
              Switch off<span class="unseen"> {one.fault.name ?? one.fault.action.kind}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Gallery({ onAdd }: { readonly onAdd: (fault: Fault) => void }) {
  const [when, setWhen] = useState<Occurrence>('next');
  const [match, setMatch] = useState('');
  const add = ({ fault }: Preset): void => {
    const only = match.trim();
    const { value } = OCCURRENCES[when];
    onAdd({ ...fault, occurrences: value, ...(only === '' ? {} : { match: only }) });
  };
  return (
    <section class="card" aria-labelledby="gallery">
      <h2 id="gallery">Switch one on</h2>
      <div class="inline-form">
        <label>
          It hits
          <select value={when} onChange={({ currentTarget }) => setWhen(currentTarget.value as Occurrence)}>
            {Object.entries(OCCURRENCES).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Only files with this in their name
          <input
            value={match}
            maxLength={1_024}
            placeholder="any, such as school_mst"
            onInput={({ currentTarget }) => setMatch(currentTarget.value)}
          />
        </label>
      </div>
      <ul class="presets">
        {PRESETS.map((preset) => (
          <li key={preset.title}>
            <button type="button" class="preset" onClick={() => add(preset)}>
              <Icon name="faults" />
              <span class="preset-title">{preset.title}</span>
              <span class="faint">A good emitter {preset.expects}.</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
