/** One exchange: what was asked and answered, side by side, and what is to be said of it. */
import type { JournalEntry, NameValue } from '../../../../../specs/journal.js';
import type { Finding } from '../../../../../specs/report.js';
import { CopyButton } from '../../parts/copy-button.js';
import { DetailPane } from '../../parts/detail-pane.js';
import { dayAndTime, duration, oneLine, plain, size } from '../../parts/format.js';
import { Notice } from '../../parts/notice.js';
import { useAnswer } from '../../parts/use-answer.js';
import { hrefOf } from '../../state/place.js';
import { useLive } from '../../state/use-live.js';
import { pathIn, STEP_WORDS } from './exchange-verdict.js';
import { toCurl } from './to-curl.js';

export function ExchangeDetail({
  seq,
  findings,
}: {
  readonly seq: string;
  readonly findings: readonly Finding[];
}) {
  const answer = useAnswer<JournalEntry>(/^\d{1,15}$/.test(seq) ? `/api/journal/${seq}` : null);
  const entry = answer.value;
  const title = entry === null ? `Exchange ${seq}` : `${entry.request.method} ${pathIn(entry.request.url)}`;
  return (
    <DetailPane
      title={title}
      close={hrefOf('exchanges')}
      tools={entry !== null && <CopyButton text={toCurl(entry)} label="Copy as curl" />}
    >
      {answer.kind === 'failed' && <Notice tone="bad">{answer.message}</Notice>}
      {entry !== null && <Entry entry={entry} findings={findings} />}
    </DetailPane>
  );
}

function Entry({ entry, findings }: { readonly entry: JournalEntry; readonly findings: readonly Finding[] }) {
  const { request, response, _cqube: facts, startedDateTime, time } = entry;
  return (
    <>
      <Verdict entry={entry} findings={findings} />
      <p class="faint">
        #{facts.seq} · {STEP_WORDS[facts.step]} · {dayAndTime(startedDateTime)} · {duration(time)}
        {facts.upload !== undefined && ` · file of ${size(facts.upload.bytes)}`}
      </p>
      {facts.key !== null && facts.bucket !== null && (
        <p>
          <a href={hrefOf('objects', facts.bucket, facts.key)}>Show the object</a>
        </p>
      )}
      <div class="sides">
        <section class="side" aria-label="Request">
          <h3>Request</h3>
          <p class="start-line">
            <b>{oneLine(request.method, 20)}</b> <bdi>{oneLine(request.url, 2_000)}</bdi>
          </p>
          <Headers headers={request.headers} label="Request headers" />
          <RequestBody body={request.postData} />
        </section>
        <section class="side" aria-label="Response">
          <h3>Response</h3>
          <p class="start-line">
            <b>{response.status === 0 ? 'No answer was given' : response.status}</b>{' '}
            {oneLine(response.statusText, 100)}
          </p>
          <Headers headers={response.headers} label="Response headers" />
          <Body text={response.content.text} comment={response.content.comment} label="Response body" />
        </section>
      </div>
    </>
  );
}

/** What it broke with the mend; else why it was refused; else that nothing is wrong. */
function Verdict({
  entry,
  findings,
}: {
  readonly entry: JournalEntry;
  readonly findings: readonly Finding[];
}) {
  const { reason, nearMiss, injectedFault, refusedBy, cutByClient } = entry._cqube;
  const { status } = entry.response;
  return (
    <>
      {injectedFault !== undefined && (
        <Notice tone="info" title={`Fault put here on purpose: ${oneLine(injectedFault, 100)}`}>
          It is none of the emitter’s. What counts is how the emitter goes on.
        </Notice>
      )}
      {nearMiss !== undefined && (
        <Notice tone="bad" title="Nothing is at this path">
          {oneLine(nearMiss)}
        </Notice>
      )}
      {[...new Set(findings.map(({ rule }) => rule))].map((rule) => (
        <BrokenRule key={rule} findings={findings.filter((finding) => finding.rule === rule)} />
      ))}
      {reason !== undefined && (
        <Notice tone="warn" title="Why it was answered so">
          {oneLine(reason)}
        </Notice>
      )}
      {cutByClient === true && (
        <Notice tone="warn">The client went away before the answer was complete.</Notice>
      )}
      {status >= 400 && findings.length === 0 && nearMiss === undefined && injectedFault === undefined && (
        <Notice tone="bad" title={`Refused with ${status}`}>
          {refusedBy === undefined
            ? 'The answer says why.'
            : `Refused by: ${oneLine(refusedBy, 100)}. The answer says why.`}
        </Notice>
      )}
      {status > 0 && status < 400 && findings.length === 0 && injectedFault === undefined && (
        <p class="good">Passed: no rule was broken.</p>
      )}
    </>
  );
}

/** Messages shown of one rule. */
const TOLD = 3;

function BrokenRule({ findings }: { readonly findings: readonly Finding[] }) {
  const { rules } = useLive();
  const [first] = findings;
  if (first === undefined) return null;
  const text = rules.get(first.rule);
  return (
    <Notice tone={first.severity === 'error' ? 'bad' : 'warn'} title={text?.summary ?? first.rule}>
      <p>
        <code>{first.rule}</code> {text?.requirement && <span class="tag">{text.requirement}</span>}
      </p>
      <ul>
        {findings.slice(0, TOLD).map(({ message }) => (
          <li key={message}>{oneLine(message)}</li>
        ))}
        {findings.length > TOLD && <li>and {findings.length - TOLD} more</li>}
      </ul>
      <p>
        <b>Why it matters</b> {text?.why}
      </p>
      <p>
        <b>Mend</b> {text?.fix}
      </p>
    </Notice>
  );
}

const Headers = ({ headers, label }: { readonly headers: readonly NameValue[]; readonly label: string }) => (
  <dl class="headers" aria-label={label}>
    {headers.map(({ name, value }, index) => (
      <div key={index}>
        <dt>{oneLine(name, 200)}</dt>
        <dd>
          <bdi>{oneLine(value, 2_000)}</bdi>
        </dd>
      </div>
    ))}
  </dl>
);

const RequestBody = ({ body }: { readonly body: JournalEntry['request']['postData'] }) => {
  if (body === undefined) return <p class="faint">No body, or none that is kept.</p>;
  if (body.params === undefined) return <Body text={body.text} comment={body.comment} label="Request body" />;
  const fields = body.params.map(({ name, value, fileName }) => ({
    name,
    value: fileName === undefined ? (value ?? '') : `file ${fileName}`,
  }));
  return (
    <>
      <h4>Fields of the form</h4>
      <Headers headers={fields} label="Fields of the form" />
    </>
  );
};

/** JSON is set out; anything else stays as it came. */
const Body = ({
  text,
  comment,
  label,
}: {
  readonly text: string | undefined;
  readonly comment: string | undefined;
  readonly label: string;
}) =>
  text === undefined || text === '' ? (
    <p class="faint">{comment ?? 'No body.'}</p>
  ) : (
    <>
      <pre class="body" tabIndex={0} role="region" aria-label={label}>
        {plain(setOut(text))}
      </pre>
      {comment !== undefined && <p class="faint">{comment}</p>}
    </>
  );

function setOut(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
