/** What is wrong, by rule: how often, where for example, why it matters, and the mend. */
import { useState } from 'preact/hooks';
import type { Finding, FindingSeverity, Group, Report } from '../../../../specs/report.js';
import { useLive } from '../state/use-live.js';
import { Badge } from './badge.js';
import type { Tone } from './tone.js';
import { number, oneLine, plural } from './format.js';

const TONES: Readonly<Record<FindingSeverity, Tone>> = { error: 'bad', warning: 'warn', info: 'info' };
const RANK: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, info: 2 };
/** Places shown of one rule until more are asked for, and messages and lines of one place. */
const PLACES = 6;
const MESSAGES = 3;
const LINES = 5;

interface Place {
  readonly group: Group;
  readonly samples: readonly Finding[];
}

interface RuleFindings {
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly count: number;
  readonly places: readonly Place[];
}

/** `paths`: findings of several files, so each names its own. */
export function FindingGroups({
  report,
  paths = false,
}: {
  readonly report: Pick<Report, 'groups' | 'findings'>;
  readonly paths?: boolean;
}) {
  return (
    <div class="findings">
      {byRule(report).map((group) => (
        <RuleBlock key={`${group.rule} ${group.severity}`} found={group} paths={paths} />
      ))}
    </div>
  );
}

const placeId = (rule: string, severity: string, path: string, column = ''): string =>
  JSON.stringify([rule, severity, path, column]);

/** Errors first, then what is found most often. */
function byRule({ groups, findings }: Pick<Report, 'groups' | 'findings'>): readonly RuleFindings[] {
  const samples = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { rule, severity, where } = finding;
    const id = placeId(rule, severity, where.path, where.column);
    samples.set(id, [...(samples.get(id) ?? []), finding]);
  }
  const found = new Map<string, RuleFindings>();
  for (const group of groups) {
    const { rule, severity, count, path, column } = group;
    const id = `${rule} ${severity}`;
    const known = found.get(id) ?? { rule, severity, count: 0, places: [] };
    const place = { group, samples: samples.get(placeId(rule, severity, path, column)) ?? [] };
    found.set(id, { ...known, count: known.count + count, places: [...known.places, place] });
  }
  return [...found.values()].toSorted(
    (one, other) => RANK[one.severity] - RANK[other.severity] || other.count - one.count,
  );
}

function RuleBlock({ found, paths }: { readonly found: RuleFindings; readonly paths: boolean }) {
  const { rules } = useLive();
  const [all, setAll] = useState(false);
  const { rule, severity, count, places } = found;
  const text = rules.get(rule);
  const shown = places.slice(0, all ? undefined : PLACES);
  return (
    <section class={`finding ${severity}`}>
      <h4>
        <Badge tone={TONES[severity]}>{plural(count, severity === 'info' ? 'note' : severity)}</Badge>
        <code>{rule}</code>
        {text?.requirement && <span class="tag">{text.requirement}</span>}
      </h4>
      <ul class="samples">
        {shown.map((place) => (
          <PlaceLine key={`${place.group.path} ${place.group.column ?? ''}`} place={place} path={paths} />
        ))}
      </ul>
      {shown.length < places.length && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          Show {plural(places.length - shown.length, 'more place')}
        </button>
      )}
      {text !== undefined && (
        <dl class="advice">
          <div>
            <dt>Why</dt>
            <dd>{text.why}</dd>
          </div>
          <div>
            <dt>Mend</dt>
            <dd>{text.fix}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}

/** One column of one file, or the file: what is wrong there, how often, and on which lines for example. */
function PlaceLine({ place: { group, samples }, path }: { readonly place: Place; readonly path: boolean }) {
  const messages = [...new Set(samples.map(({ message }) => message))];
  const lines = [...new Set(samples.flatMap(({ where }) => where.line ?? []))];
  const more = group.count > Math.min(lines.length, LINES);
  return (
    <li>
      {path && group.path !== '' && <bdi class="where">{oneLine(group.path, 160)}</bdi>}
      {messages.slice(0, MESSAGES).map((message) => (
        <bdi key={message} class="message">
          {oneLine(message, 600)}
        </bdi>
      ))}
      <span class="lines faint">
        {group.count > 1 && `${number(group.count)} times`}
        {lines.length > 0 &&
          `${group.count > 1 ? ', ' : ''}${lines.length > 1 ? 'lines' : 'line'} ${lines.slice(0, LINES).map(number).join(', ')}${more ? ' …' : ''}`}
      </span>
    </li>
  );
}
