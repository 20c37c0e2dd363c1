/** Every request that emitters made, and what was answered. */
import { useMemo, useState } from 'preact/hooks';
import type { ExchangeSummary } from '../../../../admin/events/exchange-summary.js';
import type { Finding } from '../../../../../specs/report.js';
import { Badge } from '../../parts/badge.js';
import { duration, number, oneLine, plural, timeOfDay } from '../../parts/format.js';
import { Icon } from '../../parts/icon.js';
import { Empty } from '../../parts/notice.js';
import { VirtualList } from '../../parts/virtual-list.js';
import { goTo, hrefOf } from '../../state/place.js';
import { useLive } from '../../state/use-live.js';
import { ExchangeDetail } from './exchange-detail.js';
import { NO_FILTER, useFiltered } from './exchange-filter.js';
import type { ExchangeFilter } from './exchange-filter.js';
import { findingsBySeq, STEP_WORDS, subjectOf, verdictOf } from './exchange-verdict.js';

const ROW = 58;

export function ExchangesView({ rest: [chosen] }: { readonly rest: readonly string[] }) {
  const { exchanges, verdicts, evicted, version } = useLive();
  const [filter, setFilter] = useState(NO_FILTER);
  const findings = useMemo(() => findingsBySeq(verdicts), [verdicts]);
  const shown = useFiltered(exchanges, findings, filter, version);
  return (
    <div class={chosen === undefined ? 'split full closed' : 'split full'}>
      <div class="split-main column">
        <div class="section-head">
          <h1>Exchanges</h1>
          <Saving />
        </div>
        <Filters filter={filter} onChange={setFilter} shown={shown.length} all={exchanges.length} />
        {evicted > 0 && <p class="faint">{plural(evicted, 'older exchange')} had to make room.</p>}
        {shown.length === 0 ? (
          <Empty title={exchanges.length === 0 ? 'Nobody has called yet.' : 'No exchange fits this filter.'}>
            {exchanges.length === 0 && (
              <p>
                <a href={hrefOf('help')}>How to point an emitter here</a>
              </p>
            )}
          </Empty>
        ) : (
          <VirtualList
            id="exchange"
            label="Exchanges, newest first"
            items={shown}
            rowHeight={ROW}
            keyOf={({ seq }) => String(seq)}
            chosen={chosen ?? null}
            onChoose={({ seq }) => goTo('exchanges', String(seq))}
            row={(exchange) => (
              <ExchangeRow exchange={exchange} findings={findings.get(exchange.seq) ?? []} />
            )}
          />
        )}
      </div>
      {chosen !== undefined && (
        <ExchangeDetail key={chosen} seq={chosen} findings={findings.get(Number(chosen)) ?? []} />
      )}
    </div>
  );
}

const Saving = () => (
  <div class="actions">
    <a class="button quiet" href="/api/journal.ndjson" download>
      <Icon name="save" />
      <span>Journal</span>
    </a>
    <a class="button quiet" href="/api/journal.har" download>
      <Icon name="save" />
      <span>HAR</span>
    </a>
  </div>
);

const Filters = ({
  filter,
  onChange,
  shown,
  all,
}: {
  readonly filter: ExchangeFilter;
  readonly onChange: (filter: ExchangeFilter) => void;
  readonly shown: number;
  readonly all: number;
}) => (
  <div class="filters">
    <label class="search">
      <Icon name="search" />
      <span class="unseen">Search in URLs, names, keys, reasons and bodies</span>
      <input
        type="search"
        placeholder="Search, bodies too"
        maxLength={200}
        value={filter.text}
        onInput={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
      />
    </label>
    <label>
      <span class="unseen">Step</span>
      <select
        value={filter.step}
        onChange={({ currentTarget }) => onChange({ ...filter, step: currentTarget.value })}
      >
        <option value="">Every step</option>
        {Object.entries(STEP_WORDS).map(([step, words]) => (
          <option key={step} value={step}>
            {words}
          </option>
        ))}
      </select>
    </label>
    <label>
      <span class="unseen">Outcome</span>
      <select
        value={filter.outcome}
        onChange={({ currentTarget }) =>
          onChange({ ...filter, outcome: currentTarget.value as ExchangeFilter['outcome'] })
        }
      >
        <option value="all">Every outcome</option>
        <option value="problem">With a problem</option>
        <option value="passed">Passed</option>
        <option value="fault">Injected faults</option>
      </select>
    </label>
    <span class="faint" role="status">
      {shown === all ? plural(all, 'exchange') : `${number(shown)} of ${number(all)}`}
    </span>
  </div>
);

function ExchangeRow({
  exchange,
  findings,
}: {
  readonly exchange: ExchangeSummary;
  readonly findings: readonly Finding[];
}) {
  const { seq, startedDateTime, step, status, method, time, side } = exchange;
  const { tone, word, icon } = verdictOf(exchange, findings);
  return (
    <div class="row">
      <span class={`status s${String(status).slice(0, 1)}`}>{status === 0 ? '–' : status}</span>
      <span class="row-main">
        <bdi class="row-title">{oneLine(subjectOf(exchange), 200)}</bdi>
        <span class="row-sub">
          <span class="mono">{oneLine(method, 12)}</span> {STEP_WORDS[step]}
          <span class="faint">
            {' '}
            · #{seq} · {timeOfDay(startedDateTime)} · {duration(time)} · {side === 's3' ? 'storage' : 'API'}
          </span>
        </span>
      </span>
      <Badge tone={tone} {...(icon === undefined ? {} : { icon })}>
        {oneLine(word, 60)}
      </Badge>
    </div>
  );
}
