/** One file of the board: what arrived, what is wrong with it, and what cQube asks for. */
import type { ComponentChildren } from 'preact';
import type { Report } from '../../../../../specs/report.js';
import type { Arrival } from '../../../../arrivals/arrival.js';
import type { SourceInShort } from '../../api/shapes.js';
import { Badge } from '../../parts/badge.js';
import { Dictionary } from '../../parts/dictionary.js';
import { DetailPane } from '../../parts/detail-pane.js';
import { FindingGroups } from '../../parts/findings.js';
import { Forecast } from '../../parts/forecast.js';
import { dayAndTime, number, oneLine, plural, size } from '../../parts/format.js';
import { Notice } from '../../parts/notice.js';
import { useAnswer } from '../../parts/use-answer.js';
import { hrefOf } from '../../state/place.js';
import { useLive } from '../../state/use-live.js';
import { pathOf, statusOf } from './board-model.js';
import type { Board, BoardFile } from './board-model.js';
import { StatusBadge } from './status-badge.js';

/** `id`: published path, or the key of what has none. */
export function FileDetail({ board, id }: { readonly board: Board; readonly id: string }) {
  const stranger = board.strangers.find(({ key }) => key === id);
  const file = board.folders.flatMap(({ files }) => files).find(({ path }) => path === id);
  const close = hrefOf('board');
  if (stranger !== undefined)
    return (
      <DetailPane title={pathOf(stranger)} close={close}>
        <Arrived arrival={stranger} />
      </DetailPane>
    );
  if (file === undefined)
    return (
      <DetailPane title="Nothing here" close={close}>
        <p>There is no file of this name: it may have been deleted.</p>
      </DetailPane>
    );
  return (
    <DetailPane title={file.path} close={close}>
      <KnownFile file={file} />
    </DetailPane>
  );
}

const KINDS = {
  static: 'static: sent before transactions and UDISE',
  transaction: 'transaction: sent after the static files',
  udise: 'UDISE: sent after the static files',
} as const;

function KnownFile({ file }: { readonly file: BoardFile }) {
  const { source, arrival, tooEarlyFor } = file;
  return (
    <>
      {tooEarlyFor.length > 0 && (
        <Notice tone="warn" title="It came too early">
          It belongs after {tooEarlyFor.join(', ')}, which came later. Rows that name what cQube does not know
          yet are dropped or never shown.
        </Notice>
      )}
      {arrival === null ? <Absent file={file} /> : <Arrived arrival={arrival} times={file.times} />}
      <About source={source} />
      <Dictionary id={source.id} />
    </>
  );
}

const ABSENT = {
  asked: {
    title: 'An upload URL was asked for',
    text: 'The file itself was not uploaded, or its upload was refused: see Exchanges.',
  },
  elsewhere: {
    title: 'It came under another name',
    text: 'The documents have more than one name for this file; one of the others has arrived.',
  },
} as const;

const Absent = ({ file: { status, path, stem } }: { readonly file: BoardFile }) => {
  const known = status === 'asked' || status === 'elsewhere' ? ABSENT[status] : null;
  return (
    <Notice tone="none" title={known?.title ?? 'It has not arrived'}>
      {known?.text ?? `cQube takes it as ${path} holding ${stem}.csv.`}
    </Notice>
  );
};

function Arrived({ arrival, times = 1 }: { readonly arrival: Arrival; readonly times?: number }) {
  const { info } = useLive();
  const { key, state, reason, etag } = arrival;
  const path = state === 'checked' ? `/api/arrivals/report?key=${encodeURIComponent(key)}` : null;
  const answer = useAnswer<Report>(path, etag);
  const bucket = info?.buckets.emission ?? '';
  return (
    <>
      <dl class="facts">
        <Fact name="Verdict">
          {statusOf(arrival) === 'remarks' && <Badge tone="ok">conformant</Badge>}{' '}
          <StatusBadge status={statusOf(arrival)} arrival={arrival} />
        </Fact>
        <Fact name="Arrived">
          {dayAndTime(arrival.storedAt)}
          {times > 1 && `, the latest of ${times}`}
        </Fact>
        <Fact name="Size">
          {size(arrival.bytes)}
          {arrival.rows !== null && `, ${plural(arrival.rows, 'row')}`}
        </Fact>
        {arrival.variant !== null && <Fact name="Variant">{arrival.variant}</Fact>}
        <Fact name="Object">
          <a href={hrefOf('objects', bucket, key)}>
            <bdi>{oneLine(key)}</bdi>
          </a>
        </Fact>
      </dl>
      {reason !== null && (
        <Notice tone="warn" title="Not checked">
          {oneLine(reason)}
        </Notice>
      )}
      {answer.kind === 'failed' && <Notice tone="bad">{answer.message}</Notice>}
      {answer.value !== null && <Findings report={answer.value} />}
    </>
  );
}

const Findings = ({ report }: { readonly report: Report }) => (
  <>
    <h3>
      Findings <span class="faint">{number(report.groups.reduce((sum, { count }) => sum + count, 0))}</span>
    </h3>
    {report.groups.length === 0 && <p class="good">Every rule that applies was kept.</p>}
    <FindingGroups report={report} />
    <Forecast of={report} />
  </>
);

const About = ({ source }: { readonly source: SourceInShort }) => (
  <>
    <h3>What it is</h3>
    <dl class="facts">
      {source.title !== null && <Fact name="Data">{source.title}</Fact>}
      {source.report !== null && <Fact name="Feeds">{source.report}</Fact>}
      <Fact name="Kind">{KINDS[source.kind]}</Fact>
      {source.aliases.length > 0 && <Fact name="Also known as">{source.aliases.join(', ')}</Fact>}
    </dl>
  </>
);

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
