/** The report on everything that has arrived so far. */
import { useState } from 'preact/hooks';
import type { Report } from '../../../../../specs/report.js';
import type { ExchangePage } from '../../api/shapes.js';
import { FindingGroups } from '../../parts/findings.js';
import { Forecast } from '../../parts/forecast.js';
import { Badge } from '../../parts/badge.js';
import type { Tone } from '../../parts/tone.js';
import { dayAndTime, number, oneLine, plural } from '../../parts/format.js';
import { Icon } from '../../parts/icon.js';
import { Empty, Notice } from '../../parts/notice.js';
import { useAnswer } from '../../parts/use-answer.js';
import { useLive } from '../../state/use-live.js';

const VERDICTS = {
  conformant: { tone: 'ok', words: 'Conformant: every rule that applies was kept.' },
  accepted: { tone: 'ok', words: 'Accepted: under rules of your own, or a baseline.' },
  'not-conformant': { tone: 'bad', words: 'Not conformant: cQube asks for something else.' },
  incomplete: { tone: 'warn', words: 'Incomplete: something could not be looked at.' },
  inconclusive: { tone: 'none', words: 'Inconclusive: there is nothing to judge yet.' },
} as const satisfies Readonly<Record<Report['verdict'], { readonly tone: Tone; readonly words: string }>>;

export function ReportView() {
  const { info, exchanges } = useLive();
  const [stamp, setStamp] = useState(0);
  const answer = useAnswer<Report>('/api/report', stamp);
  const report = answer.value;
  // The latest exchange that the report can know of.
  const latest = useAnswer<ExchangePage>('/api/exchanges?newestFirst=true&limit=1', stamp).value;
  const stale =
    report !== null && latest !== null && (exchanges.at(-1)?.seq ?? 0) > (latest.exchanges[0]?.seq ?? 0);
  const anew = (): void => setStamp((count) => count + 1);
  return (
    <div class="page-column wide">
      <div class="section-head">
        <h1>Report</h1>
        <div class="actions">
          <button type="button" class={stale ? 'primary' : ''} onClick={anew}>
            <Icon name="reset" />
            <span>{stale ? 'More has arrived: check again' : 'Check again'}</span>
          </button>
          {info?.reportPage === true && (
            <a class="button" href="/api/report.html" target="_blank" rel="noopener">
              Open as a page
            </a>
          )}
          <a class="button quiet" href="/api/report" download="cqube-report.json">
            <Icon name="save" />
            <span>JSON</span>
          </a>
        </div>
      </div>
      {answer.kind === 'failed' && <Notice tone="bad">{answer.message}</Notice>}
      {answer.kind === 'waiting' && report === null && (
        <Empty title="Everything that has arrived is being checked…" />
      )}
      {report !== null && <Shown report={report} />}
    </div>
  );
}

function Shown({ report }: { readonly report: Report }) {
  const { verdict, summary, counts, recording, faults, profile, specs, startedAt } = report;
  const { tone, words } = VERDICTS[verdict];
  return (
    <>
      <div class={`verdict ${tone}`}>
        <Icon name={tone === 'ok' ? 'ok' : tone === 'bad' ? 'bad' : 'warn'} />
        <div>
          <p class="verdict-words">{words}</p>
          <p>
            {plural(summary.filesChecked, 'file')}, {plural(summary.rows, 'row')}
            {recording !== null && `, ${plural(recording.exchanges, 'exchange')}`} ·{' '}
            {plural(counts.error, 'error')}, {plural(counts.warning, 'warning')},{' '}
            {plural(counts.info, 'note')}
          </p>
          <p class="faint">
            Against {profile} of cQube {specs.version}, {dayAndTime(startedAt)}
          </p>
        </div>
      </div>
      {faults.map(({ message, mend }) => (
        <Notice key={message} tone="warn" title={oneLine(message)}>
          {oneLine(mend)}
        </Notice>
      ))}
      <h2>Findings</h2>
      {report.groups.length === 0 ? <p class="good">None.</p> : <FindingGroups report={report} paths />}
      <Forecast of={report} paths />
      <ReportsFed feeds={report.reportsFed} />
      <FileTable report={report} />
    </>
  );
}

const FED = { fed: 'ok', incomplete: 'warn', absent: 'none' } as const;

/** Which of cQube's reports this emission can feed; those of which nothing is there are only counted. */
const ReportsFed = ({ feeds }: { readonly feeds: Report['reportsFed'] }) => {
  const begun = feeds.filter(({ state }) => state !== 'absent');
  if (begun.length === 0) return null;
  return (
    <>
      <h2>Reports of cQube that it can feed</h2>
      <ul class="plain-list feeds">
        {begun.map(({ report, title, state, missing }) => (
          <li key={report}>
            <Badge tone={FED[state]}>{state}</Badge>
            <span>
              {title}
              {missing.length > 0 && (
                <span class="faint">
                  : {missing.map(({ source, because }) => `${source} ${because}`).join('; ')}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p class="faint">
        {plural(feeds.length - begun.length, 'more report')} of which nothing has arrived. What was emitted
        before is not known here.
      </p>
    </>
  );
};

const TONES = { pass: 'ok', fail: 'bad', incomplete: 'warn', 'not-checked': 'none' } as const;

const FileTable = ({ report }: { readonly report: Report }) => {
  const errors = new Map<string, number>();
  for (const { path, count, severity } of report.groups)
    if (severity === 'error') errors.set(path, (errors.get(path) ?? 0) + count);
  return (
    <>
      <h2>
        Files <span class="faint">{number(report.files.length)}</span>
      </h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="Files">
        <table class="rows-table">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col" class="number">
                Rows
              </th>
              <th scope="col" class="number">
                Errors
              </th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {report.files.map(({ path, rows, verdict, variant }) => (
              <tr key={path}>
                <th scope="row">
                  <bdi>{oneLine(path, 200)}</bdi> {variant !== null && <span class="tag">{variant}</span>}
                </th>
                <td class="number">{number(rows)}</td>
                <td class="number">{number(errors.get(path) ?? 0)}</td>
                <td>
                  <Badge tone={TONES[verdict]}>{verdict}</Badge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
};
