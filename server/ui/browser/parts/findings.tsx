/** What is wrong, by rule: how often, where for example, why it matters, and the mend. */
import type { Finding, FindingSeverity, Group, Report } from '../../../../specs/report.js';
import { useLive } from '../state/use-live.js';
import { Badge } from './badge.js';
import type { Tone } from './badge.js';
import { number, oneLine, plural } from './format.js';

const TONES: Readonly<Record<FindingSeverity, Tone>> = { error: 'bad', warning: 'warn', info: 'info' };
const RANK: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, info: 2 };
/** Samples shown of one rule. */
const SHOWN = 12;

interface RuleFindings {
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly count: number;
  readonly groups: readonly Group[];
  readonly samples: readonly Finding[];
}

/** `paths`: findings of several files, so each names its own. */
export function FindingGroups({ report, paths = false }: {
  readonly report: Pick<Report, 'groups' | 'findings'>;
  readonly paths?: boolean;
}) {
  return (
    <div class="findings">
      {byRule(report).map((group) => (
        <RuleBlock key={`${group.rule} ${group.severity}`} group={group} paths={paths} />
      ))}
    </div>
  );
}

function byRule({ groups, findings }: Pick<Report, 'groups' | 'findings'>): readonly RuleFindings[] {
  const found = new Map<string, RuleFindings>();
  for (const group of groups) {
    const { rule, severity, count } = group;
    const id = `${rule} ${severity}`;
    const known = found.get(id) ?? { rule, severity, count: 0, groups: [], samples: [] };
    found.set(id, { ...known, count: known.count + count, groups: [...known.groups, group] });
  }
  return [...found.values()]
    .map((group) => ({
      ...group,
      samples: findings.filter(({ rule, severity }) => rule === group.rule && severity === group.severity),
    }))
    .toSorted((one, other) => RANK[one.severity] - RANK[other.severity] || other.count - one.count);
}

function RuleBlock({ group, paths }: { readonly group: RuleFindings; readonly paths: boolean }) {
  const { rules } = useLive();
  const { rule, severity, count, samples, groups } = group;
  const text = rules.get(rule);
  const columns = groups.flatMap(({ column, count: times }) => (column === undefined ? [] : [{ column, times }]));
  return (
    <section class={`finding ${severity}`}>
      <h4>
        <Badge tone={TONES[severity]}>{plural(count, severity)}</Badge> <code>{rule}</code>{' '}
        {text?.requirement && <span class="tag">{text.requirement}</span>}
      </h4>
      <ul class="samples">
        {samples.slice(0, SHOWN).map((finding, index) => (
          <Sample key={index} finding={finding} path={paths} />
        ))}
      </ul>
      {samples.length > SHOWN && <p class="faint">and {number(count - SHOWN)} more</p>}
      {columns.length > 1 && (
        <p class="faint">
          In {columns.length} columns: {columns.slice(0, 8).map(({ column, times }) => `${oneLine(column, 60)} ${number(times)}`).join(', ')}
          {columns.length > 8 && ' …'}
        </p>
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

const Sample = ({ finding: { message, where }, path }: {
  readonly finding: Finding;
  readonly path: boolean;
}) => (
  <li>
    {path && where.path !== '' && <bdi class="where">{oneLine(where.path, 160)}</bdi>}
    {where.line !== undefined && <span class="where">line {number(where.line)}</span>}
    <bdi>{oneLine(message, 600)}</bdi>
  </li>
);
