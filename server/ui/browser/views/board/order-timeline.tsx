/** In which order files came, against the order in which they are to come: a lane a step, time from left to right. */
import { useLive } from '../../state/use-live.js';
import { hrefOf } from '../../state/place.js';
import { oneLine, timeOfDay } from '../../parts/format.js';
import type { Sources } from '../../api/shapes.js';
import type { Live } from '../../state/live-state.js';
import type { Finding } from '../../../../../specs/report.js';
import type { BoardFile } from './board-model.js';

interface Dot {
  readonly file: BoardFile;
  readonly storedAt: number;
}

const ORDER_RULES: ReadonlySet<string> = new Set([
  'journal/static-after-transaction',
  'journal/inspection-after-location',
  'journal/exam-master-after-result',
  'journal/enrolment-after-exam',
]);
const TOLD = 3;

export function OrderTimeline({
  files,
  steps,
}: {
  readonly files: readonly BoardFile[];
  readonly steps: Sources['steps'];
}) {
  const { verdicts, rules } = useLive();
  const dots = files
    .flatMap((file): Dot[] => (file.arrival === null ? [] : [{ file, storedAt: file.arrival.storedAt }]))
    .toSorted((one, other) => one.storedAt - other.storedAt);
  if (dots.length === 0) return null;
  const broken = verdicts.filter(({ rule }) => ORDER_RULES.has(rule));
  const [first, last] = [dots[0], dots.at(-1)];
  return (
    <section class="card timeline" aria-labelledby="order-title">
      <h2 id="order-title">Order of arrival</h2>
      <p class="faint">
        One lane for each step of the published order. Files that come in order step down from left to right.
      </p>
      <ol class="lanes">
        {steps.map((step, index) => (
          <Lane key={index} index={index} why={step.why} dots={dots} />
        ))}
      </ol>
      <p class="lane-times faint">
        <span>{timeOfDay(first?.storedAt ?? 0)}</span>
        <span>{timeOfDay(last?.storedAt ?? 0)}</span>
      </p>
      <OrderFindings findings={broken} rules={rules} />
    </section>
  );
}

/** Dots are spread evenly, since seconds between two files say nothing. Lanes without a file are left out. */
function Lane({
  index,
  why,
  dots,
}: {
  readonly index: number;
  readonly why: string;
  readonly dots: readonly Dot[];
}) {
  const own = dots.map((dot, at) => ({ ...dot, at })).filter(({ file }) => file.source.step === index);
  if (own.length === 0) return null;
  const span = Math.max(1, dots.length - 1);
  const stems = own.map(({ file }) => file.stem);
  return (
    <li class="lane">
      <span class="lane-name" title={`Step ${index + 1}: ${why}`}>
        <span class="faint">{index + 1}</span> {stems[0]}
        {stems.length > 1 && <span class="faint"> +{stems.length - 1}</span>}
      </span>
      <span class="track">
        {own.map(({ file, storedAt, at }) => {
          const early = file.tooEarlyFor.length > 0;
          const words = `${file.stem}, ${timeOfDay(storedAt)}${early ? `: before ${file.tooEarlyFor.join(', ')}` : ''}`;
          return (
            <a
              key={file.path}
              class={early ? 'dot early' : 'dot'}
              style={{ left: `${(at / span) * 100}%` }}
              href={hrefOf('board', file.path)}
              title={words}
              aria-label={words}
            />
          );
        })}
      </span>
    </li>
  );
}

const OrderFindings = ({
  findings,
  rules,
}: {
  readonly findings: readonly Finding[];
  readonly rules: Live['rules'];
}) => {
  if (findings.length === 0) return null;
  return (
    <div class="order-findings">
      {[...new Set(findings.map(({ rule }) => rule))].map((id) => {
        const own = findings.filter(({ rule }) => rule === id);
        const text = rules.get(id);
        return (
          <div key={id} class="notice warn" role="status">
            <strong>
              {text?.summary ?? id} {text?.requirement && <span class="tag">{text.requirement}</span>}
            </strong>
            <ul>
              {own.slice(0, TOLD).map(({ message }) => (
                <li key={message}>{oneLine(message)}</li>
              ))}
              {own.length > TOLD && <li>and {own.length - TOLD} more</li>}
            </ul>
            <p>
              <b>Why it matters</b> {text?.why}
            </p>
            <p>
              <b>Mend</b> {text?.fix}
            </p>
          </div>
        );
      })}
    </div>
  );
};
